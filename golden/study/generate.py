"""Golden vectors of the study layer: metrics by scikit-learn. Run: python golden/study/generate.py"""
import json
import pathlib

import numpy
import sklearn
from sklearn import metrics

SEED = 20261122
rng = numpy.random.default_rng(SEED)


def case(name, truth, probability):
    called = probability >= 0.5
    fpr, tpr, _ = metrics.roc_curve(truth, probability, drop_intermediate=False)
    return {
        "name": name,
        "truth": truth.tolist(),
        "probability": probability.tolist(),
        "accuracy": metrics.accuracy_score(truth, called),
        "balancedAccuracy": metrics.balanced_accuracy_score(truth, called),
        "f1": metrics.f1_score(truth, called),
        "auc": metrics.roc_auc_score(truth, probability),
        "brier": metrics.brier_score_loss(truth, probability),
        "confusion": metrics.confusion_matrix(truth, called).tolist(),
        "roc": [fpr.tolist(), tpr.tolist()],
    }


cases = []
for n in (4, 20, 36, 101):
    truth = numpy.arange(n) % 2 == 0
    noise = rng.normal(size=n)
    probability = 1 / (1 + numpy.exp(-(truth - 0.5) * 1.5 - noise))
    cases.append(case(f"{n} decisions", truth, probability))
    cases.append(case(f"{n} decisions, tied", truth, numpy.round(probability, 1)))
unbalanced = rng.random(60) < 0.2
cases.append(case("unbalanced", unbalanced, rng.random(60)))

document = {
    "kind": "metrics",
    "made": {"numpy": numpy.__version__, "sklearn": sklearn.__version__, "seed": SEED},
    "tolerance": 1e-12,
    "why": "sums of a few dozen float64 values",
    "cases": cases,
}
path = pathlib.Path(__file__).parent / "metrics.json"
path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
