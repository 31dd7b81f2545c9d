"""Golden vectors of the fatigue layer: what NumPy and SciPy say about a contraction.

Run from anywhere: python golden/fatigue/generate.py
Writes <kind>.json beside itself; src/fatigue/golden.test.ts runs every file there. Inputs are rounded to four decimals,
so that the same float64 is read on both sides; outputs are written with all their digits.
"""

import json
import math
from pathlib import Path

import numpy as np
import scipy
from scipy import signal

SEED = 20240608
OUT = Path(__file__).parent

FLOAT64 = (1e-10, "float64 arithmetic in another order; error = max|difference| / max|reference| per array")
FLOAT32 = (1e-6, "dB are stored as float32 (rounding 6e-8); error = max|difference| / max|reference| per array")

BAND_EDGES_HZ = [20, 35, 50, 65, 80, 100, 125, 150, 185, 225, 280, 350, 450]
BANDS_HZ = list(zip(BAND_EDGES_HZ[:-1], BAND_EDGES_HZ[1:]))
MARGIN_S = 0.5
WELCH_S = 1.024


def round_half_up(x: float) -> int:
    """JavaScript's Math.round: halves go up. Python's round takes halves to the even neighbour."""
    return math.floor(x + 0.5)


def emg(fs: int, duration_s: float) -> np.ndarray:
    """Coloured noise with an offset and a drift, growing and slowing a little, as a tiring muscle's sEMG does."""
    n = round(duration_s * fs)
    t = np.arange(n) / fs
    pole = math.exp(-2 * math.pi * 90 / fs)
    x = signal.lfilter([1 - pole], [1, -pole], rng.standard_normal(n)) * math.sqrt(fs / 1000)
    return np.round(0.5 * x * (1 + 0.04 * t) + 0.3 + 0.01 * t, 4)


def numbers(x) -> list:
    return np.asarray(x, dtype=float).ravel().tolist()


def write(kind: str, accuracy: tuple, cases: list) -> None:
    tolerance, reason = accuracy
    head = {
        "kind": kind,
        "written_by": "golden/fatigue/generate.py",
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "seed": SEED,
        "tolerance": tolerance,
        "tolerance_reason": reason,
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    text = json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n"
    (OUT / f"{kind}.json").write_text(text)


# What a signal and a spectrum say.


def amplitude(x, fs, threshold) -> dict:
    beyond = np.sign(x[np.abs(x) > threshold])
    seconds = len(x) / fs
    return {
        "RMS": float(np.sqrt(np.mean(x**2))),
        "MAV": float(np.mean(np.abs(x))),
        "ZC": float(np.count_nonzero(np.diff(beyond)) / seconds),
        "WL": float(np.sum(np.abs(np.diff(x))) / seconds),
    }


def spectrum(x, fs, band, size):
    f, p = signal.welch(x, fs, "hann", nperseg=min(size, len(x)), detrend="constant")
    inside = (f >= band[0]) & (f <= band[1])
    return f[inside], p[inside]


def mdf(f, p) -> float:
    """Half of the cumulative sum, interpolated linearly between two bins; the first bin where it holds half by itself."""
    total = np.cumsum(p)
    return float(np.interp(total[-1] / 2, total, f))


def spectral(f, p) -> dict:
    return {
        "MNF": float(np.sum(f * p) / np.sum(p)),
        "MDF": mdf(f, p),
        "FInsm5": float(np.sum(p / f) / np.sum(f**5 * p)),
    }


def band_power(f, p, low, high) -> float:
    return float(np.sum(p[(f >= low) & (f < high)]) * (f[1] - f[0]))


# What a contraction says.


def contraction(x, fs, start_s, end_s) -> dict:
    """Cut, take the mean off, filter there and back, drop the margins."""
    cut = x[max(0, round_half_up(start_s * fs)) : round_half_up(end_s * fs)]
    band = [20, min(450, 0.45 * fs)]
    sos = signal.butter(4, band, "bandpass", fs=fs, output="sos")
    filtered = signal.sosfiltfilt(sos, cut - np.mean(cut))
    margin = round_half_up(MARGIN_S * fs)
    return {"x": filtered[margin:-margin], "fs": fs, "band": band}


def course(c, of):
    epoch, step = round_half_up(c["fs"]), round_half_up(0.5 * c["fs"])
    starts = range(0, len(c["x"]) - epoch + 1, step)
    return np.array(starts) / c["fs"], np.array([of(c["x"][start : start + epoch]) for start in starts])


def courses(c) -> dict:
    return {
        "MDF": course(c, lambda x: mdf(*spectrum(x, c["fs"], c["band"], len(x)))),
        "RMS": course(c, lambda x: np.sqrt(np.mean(x**2))),
    }


def slope(t, values) -> float | None:
    """In % per second of the fitted value at the first epoch; none for fewer than three epochs."""
    if len(t) < 3:
        return None
    b, a = np.polyfit(t, values, 1)
    return float(100 * b / a)


def indices(c, noise_level) -> dict:
    f, p = spectrum(c["x"], c["fs"], c["band"], round_half_up(WELCH_S * c["fs"]))
    return {
        **amplitude(c["x"], c["fs"], 3 * noise_level),
        **spectral(f, p),
        **{f"BP_{low}_{high}": band_power(f, p, low, high) for low, high in BANDS_HZ if high <= c["band"][1]},
        **{f"{name}_SLOPE": value for name, points in courses(c).items() if (value := slope(*points)) is not None},
    }


def features(hold, mvc) -> dict:
    """More than the classifiers read: whatever features src/fatigue/features.ts chooses, their values stand here by id."""
    out = {}
    parts = {"h": indices(hold, 0), "m": indices(mvc, 0)}
    for part, values in parts.items():
        for name, value in values.items():
            out[f"{part}.{name}"] = value
            if value > 0:
                out[f"ln({part}.{name})"] = math.log(value)
                out[f"{part}.ln({name})"] = math.log(value)
                out[f"{part}.log10({name})"] = math.log10(value)
    for name in parts["h"]:
        if parts["h"][name] > 0 and parts["m"][name] > 0:
            ratio = math.log(parts["m"][name] / parts["h"][name])
            out[f"ln(m.{name}/h.{name})"] = ratio
            out[f"ln(m/h).{name}"] = ratio
            out[f"ln(h.{name}/m.{name})"] = -ratio
    return out


# The spectrogram that a network reads.

FIRST_BIN, LAST_BIN = 5, 115


def power_frames(c):
    x = c["x"] if c["fs"] == 1000 else signal.resample_poly(c["x"], 1000, c["fs"])
    f, t, power = signal.spectrogram(x, 1000, "hann", nperseg=256, noverlap=192, detrend="constant", mode="psd")
    return f[FIRST_BIN : LAST_BIN + 1], t, power[FIRST_BIN : LAST_BIN + 1]


def tensor(c, reference, n_bands) -> dict:
    f, t, power = power_frames(c)
    limits = [round_half_up(band * len(f) / n_bands) for band in range(n_bands + 1)]
    means = np.array([power[a:b].mean(axis=0) for a, b in zip(limits[:-1], limits[1:])])
    return {
        "nFrames": len(t),
        "timesS": numbers(t),
        "freqsHz": [float(f[a:b].mean()) for a, b in zip(limits[:-1], limits[1:])],
        "db": numbers(10 * np.log10(means / reference + 1e-12)),
    }


# Cases.


def amplitude_cases():
    for n, fs, threshold in [(1, 1000, 0.0), (2, 1000, 0.0), (500, 1000, 0.0), (500, 2000, 0.2), (700, 500, 1.1), (50, 400, 9.0)]:
        x = np.round(rng.standard_normal(n), 4)
        yield {"fs": fs, "threshold": threshold, "x": numbers(x), **amplitude(x, fs, threshold)}
    # Values on the border and zeros count for neither side.
    x = np.array([0, 0.5, -0.5, 0.6, 0, -0.5, -0.6, 0.5, 0.7, 0, 0, -0.7])
    yield {"fs": 1000, "threshold": 0.5, "x": numbers(x), **amplitude(x, 1000, 0.5)}


def spectrum_cases():
    for fs, duration_s, band, size in [
        (1000, 2.0, [20, 450], 1024),
        (1000, 1.0, [20, 450], 1000),
        (1000, 0.6, [8, 500], 256),
        (2000, 1.1, [20, 450], 512),
        (500, 2.0, [20, 225], 512),
        (1000, 0.3, [20, 30], 100),
    ]:
        x = emg(fs, duration_s)
        f, p = spectrum(x, fs, band, size)
        bands = [[20, 30], [30, 50], [20, 500], [21, 22]]
        yield {
            "fs": fs,
            "band": band,
            "windowSamples": size,
            "x": numbers(x),
            "psd": numbers(p),
            "freqsHz": numbers(f),
            "moments": [[k, float(np.sum(f ** float(k) * p))] for k in [-1, 0, 1, 2, 5]],
            "bandPowers": [[*b, band_power(f, p, *b)] for b in bands],
            **spectral(f, p),
        }
    # One tone holds all the power: half of it lies in the first bin or between two.
    for p in [[4, 0, 0, 0], [0, 0, 4, 0], [1, 1, 1, 1], [3, 1, 0, 0], [1, 2, 3, 4]]:
        f = np.array([20.0, 21.5, 23.0, 24.5])
        p = np.array(p, dtype=float)
        yield {"psd": numbers(p), "freqsHz": numbers(f), **spectral(f, p)}


def contraction_cases():
    for fs, duration_s, start_s, end_s, noise_level in [
        (1000, 4.0, 0.3456, 3.7004, 0.0),
        (1000, 2.2, 0.1, 2.1, 0.03),
        (2000, 3.4, 0.2, 3.3, 0.05),
        (500, 5.0, 0.0, 5.0, 0.1),
        (400, 4.0, 0.5, 3.9, 0.01),
        (1024, 3.0, 0.25, 2.9, 0.0),
    ]:
        x = emg(fs, duration_s)
        c = contraction(x, fs, start_s, end_s)
        yield {
            "fs": fs,
            "startS": start_s,
            "endS": end_s,
            "noiseLevel": noise_level,
            "x": numbers(x),
            "samples": numbers(c["x"]),
            "courses": {name: numbers(values) for name, (_, values) in courses(c).items()},
            "indices": indices(c, noise_level),
        }


def pairs(hold_s, mvc_s, rates):
    for fs in rates:
        (a, b), (c, d) = hold_s, mvc_s
        x = emg(fs, d + 0.2)
        part = {"fs": fs, "holdS": hold_s, "mvcS": mvc_s, "x": numbers(x)}
        yield part, contraction(x, fs, a, b), contraction(x, fs, c, d)


def features_cases():
    for part, hold, mvc in pairs([0.3, 6.05], [7.1, 10.8], [1000, 2000, 1024]):
        yield {**part, "features": features(hold, mvc)}


def tensor_cases():
    for part, hold, mvc in pairs([0.1, 2.9], [3.2, 5.5], [1000, 2000]):
        reference = float(power_frames(hold)[2].mean())
        sizes = [25, 111, 10, 1] if part["fs"] == 1000 else [25]
        parts = {"hold": hold, "mvc": mvc}
        yield {
            **part,
            "tensors": [{"nBands": n, **{name: tensor(c, reference, n) for name, c in parts.items()}} for n in sizes],
        }


def running_median(t, values, width_s):
    """Over the values at most half a width away."""
    return np.array([np.median(values[np.abs(t - at) <= width_s / 2 + 1e-6]) for at in t])


def short_time_power(c):
    """Frames of 0.256 s every 0.064 s, inside the band: frequencies, times, power [frames x frequencies]."""
    fs, band = c["fs"], c["band"]
    size, hop = round_half_up(0.256 * fs), round_half_up(0.064 * fs)
    f, t, power = signal.spectrogram(c["x"], fs, "hann", nperseg=size, noverlap=size - hop, detrend="constant", mode="psd")
    inside = (f >= band[0]) & (f <= band[1])
    return f[inside], t, power[inside].T


def wavelet_power(c):
    """Complex Morlet wavelets with w0 = 6, every 5 Hz of the band and 0.064 s, outside the lowest one's cone of influence."""
    fs, x, w0 = c["fs"], c["x"] - np.mean(c["x"]), 6
    hop, low = round_half_up(0.064 * fs), c["band"][0]
    f = low + 5.0 * np.arange(math.floor((c["band"][1] - low) / 5) + 1)
    # The length decides a little near fs / 2, where the wavelet's spectrum is cut: the same rule on both sides.
    least = len(x) + math.ceil(8 * w0 * fs / (2 * np.pi * low))
    length = min(factor * 2 ** math.ceil(math.log2(least / factor)) for factor in (2, 6, 10))
    k = np.fft.fftfreq(length)
    k[length // 2] = 0.5
    X = np.fft.fft(x, length)
    rows = []
    for frequency in f:
        scale = w0 * fs / (2 * np.pi * frequency)
        wavelet = np.sqrt(2 * scale) * np.pi**0.25 * np.exp(-0.5 * (2 * np.pi * k * scale - w0) ** 2)
        rows.append(np.abs(np.fft.ifft(X * wavelet)[: len(x) : hop]) ** 2)
    t = np.arange(0, len(x), hop) / fs
    cone = np.sqrt(2) * w0 / (2 * np.pi * low)
    outside = (t >= cone) & (t <= len(x) / fs - cone)
    return f, t[outside], np.array(rows).T[outside]


def instantaneous_cases():
    for fs, duration_s in [(1000, 4.0), (2000, 2.6), (500, 4.0), (1024, 3.0)]:
        x = emg(fs, duration_s)
        c = contraction(x, fs, 0.1, duration_s - 0.2)
        out = []
        for method, (f, t, power) in [("stft", short_time_power(c)), ("cwt", wavelet_power(c))]:
            values = [spectral(f, p) for p in power]
            for smoothing_s in [0, 1]:
                smooth = {f"I{name}": numbers(running_median(t, np.array([v[name] for v in values]), smoothing_s)) for name in ["MNF", "MDF"]}
                out.append({"method": method, "smoothingS": smoothing_s, "timesS": numbers(t), **smooth})
        yield {"fs": fs, "x": numbers(x), "startS": 0.1, "endS": duration_s - 0.2, "courses": out}


KINDS = {
    "amplitude": (FLOAT64, amplitude_cases),
    "spectrum": (FLOAT64, spectrum_cases),
    "contraction": (FLOAT64, contraction_cases),
    "features": (FLOAT64, features_cases),
    "spectrogram-tensor": (FLOAT32, tensor_cases),
    "instantaneous-frequency": (FLOAT64, instantaneous_cases),
}

for old in OUT.glob("*.json"):
    old.unlink()
for kind, (accuracy, cases) in KINDS.items():
    # A generator of its own for each kind: a new case in one file leaves the others as they are.
    rng = np.random.default_rng([SEED, *kind.encode()])
    write(kind, accuracy, list(cases()))
