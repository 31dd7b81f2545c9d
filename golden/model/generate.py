"""Golden vectors of the model layer: logistic regression as scikit-learn fits it, calibration with SciPy and scikit-learn.

Run from anywhere: python golden/model/generate.py
Writes <kind>.json beside itself; src/model/golden.test.ts runs every file there. Inputs are rounded to four decimals,
so that the same float64 is read on both sides; outputs are written with all their digits.
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_expit, logit
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import brier_score_loss
from sklearn.preprocessing import StandardScaler

SEED = 20240609
TOLERANCE = 1e-6
OUT = Path(__file__).parent


def numbers(x) -> list:
    return np.asarray(x, dtype=float).ravel().tolist()


LOGISTIC = (
    "the objective has one minimum and is flat there: lbfgs stops where it no longer changes beyond "
    "rounding (64 eps), some 1e-7 away in the coefficients; the Newton solvers where no gradient exceeds 1e-12, which "
    "weak penalties (C 1e6) magnify; error = max|difference| / max|reference| per array"
)
CALIBRATION = (
    "Brent's method compares values of the objective, which are flat around the minimum: it stops some 1e-8 away; errors "
    "and scores are the same float64 sums in another order"
)


def write(kind: str, cases: list, reason: str = LOGISTIC) -> None:
    head = {
        "kind": kind,
        "written_by": "golden/model/generate.py",
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
        "seed": SEED,
        "tolerance": TOLERANCE,
        "tolerance_reason": reason,
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    text = json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n"
    (OUT / f"{kind}.json").write_text(text)


def fitted(name: str, X, y, c: float, solver: str) -> dict:
    scaler = StandardScaler().fit(X)
    model = LogisticRegression(C=c, solver=solver, tol=1e-12, max_iter=1_000_000).fit(scaler.transform(X), y)
    new = np.round(rng.standard_normal((5, X.shape[1])) * X.std(axis=0) + X.mean(axis=0), 4)
    return {
        "name": f"{name}, C {c:g}, {solver}",
        "c": c,
        "x": X.tolist(),
        "fatigued": [bool(label) for label in y],
        "new": new.tolist(),
        "means": numbers(scaler.mean_),
        "scales": numbers(scaler.scale_),
        "weights": numbers(model.coef_),
        "bias": float(model.intercept_[0]),
        "probabilities": numbers(model.predict_proba(scaler.transform(X))[:, 1]),
        "newProbabilities": numbers(model.predict_proba(scaler.transform(new))[:, 1]),
    }


def features(n: int, n_features: int, shift: float):
    """Rows in pairs, one of each class, with features of very different scale that depend on each other."""
    y = np.arange(n) % 2
    mixed = rng.standard_normal((n, n_features)) @ (np.eye(n_features) + 0.3 * rng.standard_normal((n_features, n_features)))
    mixed[:, : max(1, n_features // 4)] += shift * y[:, None]
    return np.round(mixed * np.geomspace(0.05, 50, n_features) + np.linspace(-200, 200, n_features), 4), y


def logistic_cases():
    X, y = features(34, 20, 1.0)
    for c, solver in [(0.01, "lbfgs"), (0.1, "lbfgs"), (0.1, "newton-cg"), (1, "newton-cg"), (10, "newton-cholesky")]:
        yield fitted("34 x 20", X, y, c, solver)
    X, y = features(34, 20, 4.0)
    for c in [0.1, 1, 100, 1e6]:
        yield fitted("nearly separable", X, y, c, "newton-cholesky")
    X, y = features(34, 6, 0.5)
    X[:, 2], X[:, 4] = 0.1, -1234.5678
    for c in [0.1, 10]:
        yield fitted("two constant columns", X, y, c, "newton-cholesky")
    X, y = features(40, 3, 0.8)
    yield fitted("one of ten", X, (np.arange(40) % 10 == 0).astype(int), 1, "newton-cholesky")
    X, y = features(8, 20, 1.0)
    yield fitted("fewer rows than columns", X, y, 0.1, "newton-cholesky")
    X, y = features(34, 1, 0.7)
    yield fitted("one column", X, y, 1, "newton-cholesky")
    yield fitted("two rows", X[:2], y[:2], 1, "newton-cholesky")


def judged(people: int, per_person: int, sharpness: float, noise: float):
    """Probabilities of people's recordings; those of one person share an error."""
    subject = np.repeat(np.arange(people), per_person)
    # Some people have one recording less, so that weighting by person shows.
    keep = np.ones(len(subject), dtype=bool)
    keep[per_person - 1 :: 2 * per_person] = False
    y = np.tile(np.arange(per_person) % 2, people)
    own = noise * rng.standard_normal(people)[subject]
    odds = sharpness * ((2 * y - 1) * 1.0 + own + rng.standard_normal(len(y)))
    return subject[keep], y[keep], np.round(expit(odds), 4)[keep]


def case_of(name: str, subject, y, p) -> dict:
    return {
        "name": name,
        "subjects": [f"S{s:02d}" for s in subject],
        "fatigued": [bool(label) for label in y],
        "probabilities": p.tolist(),
    }


def temperature_of(subject, y, p) -> float:
    weights = 1 / np.bincount(subject)[subject]
    odds = np.where(y == 1, 1, -1) * logit(p)
    result = minimize_scalar(lambda t: -np.sum(weights * log_expit(odds / t)), bounds=(0.2, 20), method="bounded", options={"xatol": 1e-12})
    return float(result.x)


def temperature_cases():
    for name, *shape in [("too sure", 20, 2, 3.0, 0.7), ("too shy", 12, 4, 0.4, 0.2), ("few", 4, 2, 1.0, 1.0), ("many", 60, 3, 1.5, 1.0)]:
        subject, y, p = judged(*shape)
        t = temperature_of(subject, y, p)
        scaled = expit(logit(p) / t)
        yield case_of(name, subject, y, p) | {"temperature": t, "scaled": numbers(scaled)}


def calibration_error(y, p, bins: int) -> float:
    order = np.argsort(p, kind="stable")
    shares = np.array([y[p == value].mean() for value in p])
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return float(sum(len(part) * abs(p[part].mean() - shares[part].mean()) for part in parts) / len(p))


def calibration_error_cases():
    for name, bins, *shape in [("five", 5, 17, 2, 2.0, 0.7), ("ten", 10, 40, 3, 2.0, 0.7), ("more bins than recordings", 5, 2, 2, 1.0, 0.5)]:
        subject, y, p = judged(*shape)
        yield case_of(name, subject, y, p) | {"bins": bins, "ece": calibration_error(y, p, bins), "brier": float(brier_score_loss(y, p))}
    subject, y, p = judged(30, 2, 2.0, 0.7)
    p = np.round(p, 1)
    yield case_of("ties", subject, y, p) | {"bins": 5, "ece": calibration_error(y, p, 5), "brier": float(brier_score_loss(y, p))}


def calibrate_cases():
    for name, *shape in [("too sure", 20, 2, 3.0, 0.7), ("many", 40, 4, 1.5, 1.0)]:
        subject, y, p = judged(*shape)
        after = np.empty_like(p)
        for person in np.unique(subject):
            own = subject == person
            after[own] = expit(logit(p[own]) / temperature_of(subject[~own], y[~own], p[~own]))
        bins = 10 if len(p) >= 100 else 5
        yield case_of(name, subject, y, p) | {
            "counts": [len(np.unique(subject)), len(p), bins],
            "temperature": temperature_of(subject, y, p),
            "ece": [calibration_error(y, p, bins), calibration_error(y, after, bins)],
            "brier": [float(brier_score_loss(y, p)), float(brier_score_loss(y, after))],
        }


RIDGE = "one linear system solved by Cholesky on both sides, which near collinear features magnify"


def ridge_cases():
    # A stream of its own: a case here leaves the other files as they are.
    own = np.random.default_rng([SEED, 1])
    for n, k, alpha in [(5, 1, 1.0), (40, 6, 1.0), (40, 6, 300.0), (200, 12, 1e-3)]:
        X = np.round(own.standard_normal((n, k)) * own.uniform(0.1, 30, k) + own.uniform(-5, 5, k), 4)
        y = np.round(X @ own.standard_normal(k) + own.standard_normal(n), 4)
        new = np.round(own.standard_normal((5, k)) * X.std(axis=0), 4)
        scaler = StandardScaler().fit(X)
        model = Ridge(alpha=alpha, solver="cholesky").fit(scaler.transform(X), y)
        yield {
            "name": f"{n} rows, {k} features, alpha {alpha:g}",
            "penalty": alpha,
            "x": X.tolist(),
            "y": numbers(y),
            "new": new.tolist(),
            "weights": numbers(model.coef_),
            "bias": float(model.intercept_),
            "predictions": numbers(model.predict(scaler.transform(new))),
        }


rng = np.random.default_rng(SEED)
for old in OUT.glob("*.json"):
    old.unlink()
write("logistic-regression", list(logistic_cases()))
write("temperature", list(temperature_cases()), CALIBRATION)
write("calibration-error", list(calibration_error_cases()), CALIBRATION)
write("calibration", list(calibrate_cases()), CALIBRATION)
write("ridge-regression", list(ridge_cases()), RIDGE)
