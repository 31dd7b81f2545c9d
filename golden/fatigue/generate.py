"""Golden vectors of the fatigue layer: what NumPy and SciPy say about a contraction.

Run from anywhere: python golden/fatigue/generate.py
Writes <kind>.json beside itself; src/fatigue/golden.test.ts runs every file there. Inputs are rounded to four decimals,
so that the same float64 is read on both sides; outputs are written with all their digits.
"""

import json
import math
from pathlib import Path

import numpy as np
import pywt
import scipy
from scipy import signal, stats

SEED = 20240608
OUT = Path(__file__).parent

FLOAT64 = (1e-10, "float64 arithmetic in another order; error = max|difference| / max|reference| per array")
FLOAT32 = (1e-6, "dB are stored as float32 (rounding 6e-8); error = max|difference| / max|reference| per array")
ANOVA = (1e-9, "statsmodels solves the analysis of variance as a regression, whose residuals lose some digits")
SEARCHED = (2e-5, "least squares with bounds is searched for on both sides; the edges are reached to about 1e-6")

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


def write(kind: str, accuracy: tuple, cases: list, **made_with) -> None:
    tolerance, reason = accuracy
    head = {
        "kind": kind,
        "written_by": "golden/fatigue/generate.py",
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        **made_with,
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


# The other indices of the catalogue.


def amplitude_shape(x, fs, threshold) -> dict:
    left, right = x[1:-1] - x[:-2], x[1:-1] - x[2:]
    turns = (left * right > 0) & (np.maximum(np.abs(left), np.abs(right)) > threshold)
    return {
        "iEMG": float(np.sum(np.abs(x)) / fs),
        "SSC": float(np.count_nonzero(turns) * fs / len(x)),
        "KURT": float(stats.kurtosis(x, fisher=False)),
    }


def spectrum_shape(f, p) -> dict:
    shares = p[p > 0] / np.sum(p)
    return {
        "PKF": float(f[np.argmax(p)]),
        "SpecEn": float(stats.entropy(shares) / np.log(len(p))),
        **{f"FInsm{k}": float(np.sum(p / f) / np.sum(f ** float(k) * p)) for k in [2, 3, 4]},
    }


def without_noise(f, p, noise):
    """Rest PSD off, and nothing from where, above the peak, the running medians say less than 3 dB."""
    half = round_half_up(10 / (f[1] - f[0]))
    running = lambda y: np.array([np.median(y[max(0, i - half) : i + half + 1]) for i in range(len(y))])
    floor = running(noise)
    above = running(p) - floor
    heard = (above > 0) & (10 * np.log10(np.maximum(above, 1e-300) / floor) >= 3)
    peak = int(np.argmax(above))
    if not heard[peak]:
        return None
    deaf = np.flatnonzero(~heard[peak:])
    end = peak + int(deaf[0]) if len(deaf) else len(p)
    return f[:end], np.maximum(0, p - noise)[:end]


def sample_entropy(x, m, r):
    """Every pair of patterns, one against all."""

    def matches(length):
        rows = np.array([x[i : i + length] for i in range(len(x) - m)])
        return sum(int(np.count_nonzero(np.max(np.abs(rows[i + 1 :] - rows[i]), axis=1) <= r)) for i in range(len(rows) - 1))

    alike, staying = matches(m), matches(m + 1)
    return None if staying == 0 else float(np.log(alike / staying))


def permutation_entropy(x, order, delay) -> float:
    rows = np.array([x[i : i + (order - 1) * delay + 1 : delay] for i in range(len(x) - (order - 1) * delay)])
    _, counts = np.unique(np.argsort(rows, axis=1, kind="stable"), axis=0, return_counts=True)
    return float(stats.entropy(counts / len(rows)) / np.log(math.factorial(order)))


def details(x, wavelet) -> list:
    """Levels 1 to 4 at the rate of the signal."""
    parts = pywt.wavedec(x, wavelet, mode="symmetric", level=4)
    alone = lambda level: [part if i == len(parts) - level else np.zeros_like(part) for i, part in enumerate(parts)]
    return [pywt.waverec(alone(level), wavelet, mode="symmetric")[: len(x)] for level in [1, 2, 3, 4]]


def wavelet_scales(x, wavelet) -> dict:
    levels = details(x, wavelet)
    return {
        "energies": [float(np.sum(d**2)) for d in levels],
        "lengths": [float(np.sum(np.abs(np.diff(d))) * 1000 / len(d)) for d in levels],
        "spectra": [numbers(spectrum(d, 1000, [20, 450], 1024)[1]) for d in levels],
    }


def moment_ratio(x, wavelet, slow, order) -> float:
    levels = details(x, wavelet)
    slow = slow or 1 + int(np.argmax([np.sum(d**2) for d in levels]))
    f, p = spectrum(levels[slow - 1], 1000, [20, 450], 1024)
    g, q = spectrum(levels[1], 1000, [20, 450], 1024)
    return float(np.sum(p / f) / np.sum(g ** float(order) * q))


def at_1000_hz_indices(x) -> dict:
    sym5, db5 = wavelet_scales(x, "sym5"), wavelet_scales(x, "db5")
    seconds = [x[i : i + 1000] for i in range(0, len(x) - 999, 1000)]
    return {
        "SampEn": float(np.mean([sample_entropy(s, 2, 0.2 * np.std(s, ddof=1)) for s in seconds])),
        "PermEn": permutation_entropy(x, 5, 1),
        "WIRM1452": moment_ratio(x, "sym5", 4, 5),
        "WIRM1M52": moment_ratio(x, "db5", None, 5),
        "WIRM1422": moment_ratio(x, "db5", 4, 2),
        "WIRE42": sym5["energies"][3] / sym5["energies"][1],
        "WIRW42": db5["lengths"][3] / db5["lengths"][1],
    }


def all_indices(c, rest) -> dict:
    noise_level = float(np.sqrt(np.mean(rest["x"] ** 2)))
    size = round_half_up(WELCH_S * c["fs"])
    f, p = spectrum(c["x"], c["fs"], c["band"], size)
    low, high = c["band"]
    out = {
        **indices(c, noise_level),
        **amplitude_shape(c["x"], c["fs"], 3 * noise_level),
        **spectrum_shape(f, p),
        **{f"M{k}": float(np.sum(f ** float(k) * p) * (f[1] - f[0])) for k in range(5)},
        "LHR": band_power(f, p, low, 45) / band_power(f, p, 95, high),
    }
    left = without_noise(f, p, spectrum(rest["x"], c["fs"], c["band"], size)[1])
    if left:
        out["FInsm5_NR"] = spectral(*left)["FInsm5"]
    if c["fs"] >= 1000:
        x = c["x"] if c["fs"] == 1000 else signal.resample_poly(c["x"], 1000, c["fs"])
        out.update(at_1000_hz_indices(x))
    return out


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


def amplitude_shape_cases():
    for n, fs, threshold in [(3, 1000, 0.0), (500, 1000, 0.0), (500, 2000, 0.5), (700, 500, 2.0)]:
        x = np.round(rng.standard_normal(n), 4)
        yield {"fs": fs, "threshold": threshold, "x": numbers(x), **amplitude_shape(x, fs, threshold)}
    # Steps as wide as the dead band, plateaus and zeros are no turns.
    x = np.array([0, 0.5, 0, 0, 1, 1, 0, -0.75, 0, 0.25, -0.25, 0])
    yield {"fs": 1000, "threshold": 0.5, "x": numbers(x), **amplitude_shape(x, 1000, 0.5)}


def spectrum_shape_cases():
    for fs, duration_s, band, size in [(1000, 2.0, [20, 450], 1024), (500, 1.0, [20, 225], 500)]:
        f, p = spectrum(emg(fs, duration_s), fs, band, size)
        ratio = [[20, 45, 95, 225, band_power(f, p, 20, 45) / band_power(f, p, 95, 225)]]
        yield {"psd": numbers(p), "freqsHz": numbers(f), "ratios": ratio, **spectrum_shape(f, p)}
    for p in [[4, 0, 0, 0], [0, 2, 4, 4], [1, 1, 1, 1]]:
        f, p = np.array([20.0, 21.5, 23.0, 24.5]), np.array(p, dtype=float)
        yield {"psd": numbers(p), "freqsHz": numbers(f), "ratios": [], **spectrum_shape(f, p)}


def noise_rule_cases():
    # Caps at the end of the band, inside it, and nowhere: a rest as loud as the contraction.
    for fs, duration_s, level, rest_level in [
        (1000, 4.0, 0.01, 0.01),
        (1000, 4.0, 0.08, 0.08),
        (1000, 3.0, 0.15, 0.15),
        (2000, 2.0, 0.2, 0.2),
        (1000, 2.0, 0.01, 3.0),
    ]:
        size = round_half_up(WELCH_S * fs)
        band = [20, 450]
        white = lambda: rng.standard_normal(round(duration_s * fs))
        f, p = spectrum(emg(fs, duration_s) + level * white(), fs, band, size)
        _, noise = spectrum(rest_level * white(), fs, band, size)
        left = without_noise(f, p, noise)
        found = {"capHz": float(left[0][-1]), "left": numbers(left[1])} if left else {"capHz": None, "left": None}
        yield {"freqsHz": numbers(f), "psd": numbers(p), "noise": numbers(noise), **found}


def entropy_cases():
    for n, shape in [(1000, "noise"), (700, "emg"), (200, "sine"), (60, "steps"), (12, "noise")]:
        x = {
            "noise": lambda: np.round(rng.standard_normal(n), 4),
            "emg": lambda: emg(1000, n / 1000),
            "sine": lambda: np.round(np.sin(0.3 * np.arange(n)), 4),
            "steps": lambda: rng.integers(0, 4, n).astype(float),
        }[shape]()
        sd = float(np.std(x, ddof=1))
        yield {
            "x": numbers(x),
            "sample": [[m, k * sd, sample_entropy(x, m, k * sd)] for m, k in [(1, 0.2), (2, 0.2), (2, 0.15), (3, 0.5)]],
            "permutation": [[o, d, permutation_entropy(x, o, d)] for o, d in [(2, 1), (3, 1), (3, 2), (5, 1), (4, 3)] if n > (o - 1) * d],
        }


def wavelet_scales_cases():
    for wavelet in ["sym5", "db5"]:
        x = emg(1000, 1.3)
        yield {"wavelet": wavelet, "x": numbers(x), **wavelet_scales(x, wavelet)}


def indices_cases():
    for fs, level in [(1000, 0.08), (2000, 0.2), (500, 0.02)]:
        rest_s, hold_s = [0.2, 3.4], [3.6, 7.1]
        x = emg(fs, 7.3)
        x[: round(3.5 * fs)] = 0.4
        x = np.round(x + level * rng.standard_normal(len(x)), 4)
        rest, hold = contraction(x, fs, *rest_s), contraction(x, fs, *hold_s)
        yield {"fs": fs, "restS": rest_s, "holdS": hold_s, "x": numbers(x), "indices": all_indices(hold, rest)}
def reliability_cases():
    """ICCs by pingouin, mean squares and SEM by a two-way analysis of variance in statsmodels."""
    import pandas
    import pingouin
    from statsmodels.formula.api import ols
    from statsmodels.stats.anova import anova_lm

    for n, k, between, shift, noise in [(12, 2, 80, 0, 12), (8, 3, 60, 25, 15), (5, 4, 5, 2, 20), (30, 2, 100, -10, 30), (2, 2, 9, 1, 1)]:
        people = rng.normal(400, between, n)
        table = np.round(people[:, None] + shift * np.arange(k) + rng.normal(0, noise, (n, k)), 4)
        rows = [{"person": i, "session": j, "value": table[i, j]} for i in range(n) for j in range(k)]
        frame = pandas.DataFrame(rows)
        squares = anova_lm(ols("value ~ C(person) + C(session)", frame).fit())["mean_sq"]
        error, session = squares["Residual"], squares["C(session)"]
        reference = {
            "semConsistency": math.sqrt(error),
            "semAgreement": math.sqrt(error + max(0.0, (session - error) / n)),
        }
        if n >= 5:
            icc = pingouin.intraclass_corr(frame, "person", "session", "value")["ICC"].to_numpy()
            reference |= {"icc11": icc[0], "icc21": icc[1], "icc31": icc[2]}
        reference |= {f"mdc95{name[3:]}": 1.959963984540054 * math.sqrt(2) * reference[name] for name in list(reference) if name.startswith("sem")}
        yield {"sessions": table.tolist(), "reliability": {name: float(value) for name, value in reference.items()}}


def emg_force_cases():
    """Monotone relations from EMG to force by SciPy's bounded least squares, with and without a ridge towards a prior."""
    from scipy import optimize

    def shapes(e):
        return np.where(e <= 1, e - e * e / 2, 0.5), np.where(e <= 1, e * e / 2, e - 0.5)

    def predict(form, theta, e):
        if form == "linear":
            return theta[0] * e
        if form == "power":
            return theta[0] * e ** theta[1]
        u, v = shapes(e)
        return theta[0] * u + theta[1] * v

    bounds = {"linear": ([0], [np.inf]), "quadratic": ([0, 0], [np.inf, np.inf]), "power": ([0, 0.2], [np.inf, 3])}
    priors = {"linear": [95.0], "quadratic": [140.0, 60.0], "power": [98.0, 0.8]}
    scales = {"linear": [1], "quadratic": [1, 1], "power": [1, 50]}
    for bend, noise, lengths in [(0.7, 4, [40]), (1.8, 6, [30, 55, 20]), (0.35, 3, [25, 25]), (1.0, 20, [12])]:
        sets = []
        for n in lengths:
            e = np.round(rng.uniform(0.02, 1.2, n), 4)
            sets.append((e, np.round(100 * e**bend + rng.normal(0, noise, n), 4)))
        for form in priors:
            for weight in [0.0, 0.03, 2.0]:

                def residuals(theta):
                    parts = [(predict(form, theta, e) - f) / math.sqrt(len(e) * len(sets)) for e, f in sets]
                    ridge = math.sqrt(weight) * (theta - np.array(priors[form])) * np.array(scales[form])
                    return np.concatenate([*parts, ridge])

                lo, hi = bounds[form]
                start = np.clip(priors[form], np.array(lo) + 1e-3, np.minimum(hi, 1e3))
                fit = optimize.least_squares(residuals, start, bounds=(lo, hi), xtol=1e-15, ftol=1e-15, gtol=1e-15)
                grid = np.linspace(0, 1.5, 16)
                yield {
                    "form": form,
                    "priorWeight": weight,
                    "prior": priors[form],
                    "sets": [{"envelope": e.tolist(), "force": f.tolist()} for e, f in sets],
                    "grid": grid.tolist(),
                    "force": predict(form, fit.x, grid).tolist(),
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
    "amplitude-shape": (FLOAT64, amplitude_shape_cases),
    "spectrum-shape": (FLOAT64, spectrum_shape_cases),
    "noise-rule": (FLOAT64, noise_rule_cases),
    "entropy": (FLOAT64, entropy_cases),
    "wavelet-scales": (FLOAT64, wavelet_scales_cases),
    "indices": (FLOAT64, indices_cases),
    "reliability": (ANOVA, reliability_cases),
    "emg-force": (SEARCHED, emg_force_cases),
    "instantaneous-frequency": (FLOAT64, instantaneous_cases),
}
WITH_PYWAVELETS = {"wavelet-scales", "indices"}

for old in OUT.glob("*.json"):
    old.unlink()
for kind, (accuracy, cases) in KINDS.items():
    # A generator of its own for each kind: a new case in one file leaves the others as they are.
    rng = np.random.default_rng([SEED, *kind.encode()])
    write(kind, accuracy, list(cases()), **({"pywavelets": pywt.__version__} if kind in WITH_PYWAVELETS else {}))
