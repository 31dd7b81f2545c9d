"""Golden vectors of the model layer: logistic regression as scikit-learn fits it.

Run from anywhere: python golden/model/generate.py
Writes <kind>.json beside itself; src/model/golden.test.ts runs every file there. Inputs are rounded to four decimals,
so that the same float64 is read on both sides; outputs are written with all their digits.
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

SEED = 20240609
TOLERANCE = 1e-6
OUT = Path(__file__).parent


def numbers(x) -> list:
    return np.asarray(x, dtype=float).ravel().tolist()


def write(kind: str, cases: list) -> None:
    head = {
        "kind": kind,
        "written_by": "golden/model/generate.py",
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
        "seed": SEED,
        "tolerance": TOLERANCE,
        "tolerance_reason": "the objective has one minimum and is flat there: lbfgs stops where it no longer changes beyond "
        "rounding (64 eps), some 1e-7 away in the coefficients; the Newton solvers where no gradient exceeds 1e-12, which "
        "weak penalties (C 1e6) magnify; error = max|difference| / max|reference| per array",
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


rng = np.random.default_rng(SEED)
for old in OUT.glob("*.json"):
    old.unlink()
write("logistic-regression", list(logistic_cases()))
