"""Writes golden/peers/synthetic-signal.json: MDF and MNF that other programs find in the synthetic signal.

The signal is that of src/fatigue/check-synthetic.ts (golden/peers/samples.mjs writes it), cut and filtered as a contraction
is: 11 s at either end, Butterworth of order 4, 20-450 Hz, forwards and backwards, half a second dropped at each end. Each
program then takes its own way to a spectrum and its own definition of the median. Run from anywhere:
python golden/peers/generate.py, with a Python that has golden/peers/requirements.txt; without, the file stays as it is.
"""

import importlib
import importlib.metadata
import importlib.util
import json
import subprocess
import sys
import types
import warnings
from pathlib import Path

FOLDER = Path(__file__).parent

try:
    import EMGFlow
    import neurokit2
    import numpy as np
    import pandas as pd
    import scipy
    from scipy import signal

    # The package itself opens hardware and windows; its features need neither.
    found = importlib.util.find_spec("libemg")
    if found is None:
        raise ImportError("No module named 'libemg'")
    package = types.ModuleType("libemg")
    package.__path__ = list(found.submodule_search_locations)
    sys.modules["libemg"] = package
    libemg = importlib.import_module("libemg.feature_extractor").FeatureExtractor()
except ImportError as missing:
    print(f"golden/peers stays as it is: {missing}", file=sys.stderr)
    sys.exit(0)

warnings.simplefilter("ignore")
FS = 1000
SEEDS = [1, 2, 3]
ENDS_S = {"first": (0, 11), "last": (49, 60)}
MARGIN_S = 0.5


def whole_bins(freqs, psd):
    """MDF as the first bin up to which half of the power lies, and MNF."""
    half = np.searchsorted(np.cumsum(psd), psd.sum() / 2)
    return float(freqs[half]), float((freqs * psd).sum() / psd.sum())


def of_libemg(x):
    """Windows of 1024 samples without taper, half overlap; the mean over them."""
    windows = np.array([x[i : i + 1024] for i in range(0, len(x) - 1023, 512)])[:, None, :]
    return float(libemg.getMDFfeat(windows, FS).mean()), float(libemg.getMNFfeat(windows, FS).mean())


def of_emgflow(x):
    """Its own Welch: windows of half the length, zeros up to twice that."""
    preprocess, features = (sys.modules[f"EMGFlow.{name}"] for name in ["preprocess_signals", "extract_features"])
    frame = pd.DataFrame({"Time": np.arange(len(x)) / FS, "EMG": x})
    psd = preprocess.emg_to_psd(frame, "EMG", float(FS))
    return float(features.calc_mdf(psd)), float(features.calc_mnf(psd))


def of_neurokit(x):
    """Its default PSD; it has no MDF, so the first bin with half of the power."""
    psd = neurokit2.signal_psd(x, sampling_rate=FS, method="welch", normalize=False)
    return whole_bins(psd["Frequency"].to_numpy(), psd["Power"].to_numpy())


def of_scipy(x):
    """Our own settings: Welch, Hann 1024, half overlap, 20-450 Hz."""
    freqs, psd = signal.welch(x, FS, nperseg=1024)
    inside = (freqs >= 20) & (freqs <= 450)
    return whole_bins(freqs[inside], psd[inside])


PEERS = {"libEMG": of_libemg, "EMGFlow": of_emgflow, "NeuroKit2": of_neurokit, "SciPy": of_scipy}

raw = subprocess.run(
    ["node", str(FOLDER / "samples.mjs"), *map(str, SEEDS)], check=True, capture_output=True
).stdout
signals = np.frombuffer(raw).reshape(len(SEEDS), -1)
sections = signal.butter(4, [20, 450], "bandpass", fs=FS, output="sos")
margin = round(MARGIN_S * FS)

cases = []
for end, (start_s, end_s) in ENDS_S.items():
    cut = signals[:, start_s * FS : end_s * FS]
    filtered = [signal.sosfiltfilt(sections, x - x.mean())[margin:-margin] for x in cut]
    for peer, indices in PEERS.items():
        found = [indices(x) for x in filtered]
        cases.append({"end": end, "peer": peer, "mdf": [mdf for mdf, _ in found], "mnf": [mnf for _, mnf in found]})

version = importlib.metadata.version
head = {
    "kind": "synthetic-signal",
    "written_by": "golden/peers/generate.py",
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "libemg": version("libemg"),
    "emgflow": version("emgflow"),
    "neurokit2": version("neurokit2"),
    "seeds": SEEDS,
    "tolerance": 1,
    "tolerance_reason": "MDF: one bin of ours, MNF: 1 Hz, both in the mean of the seeds; windows and medians differ",
}
lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
(FOLDER / "synthetic-signal.json").write_text(json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n")
