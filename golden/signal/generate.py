"""Golden vectors of the signal layer: what NumPy and SciPy say.

Run from anywhere: python golden/signal/generate.py
Writes <kind>.json beside itself; src/signal/golden.test.ts runs every file there. Inputs are rounded to four decimals,
so that the same float64 is read on both sides; outputs are written with all their digits.

It is not golden/signal.py, because that would hide the standard module `signal` from every script in that folder.
"""

import json
from pathlib import Path

import numpy as np
import pingouin
import pywt
import scipy
import statsmodels.api as sm
from scipy import optimize, signal, special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.tsa.arima_process import arma_acovf

SEED = 20240607
TOLERANCE = 1e-10
OUT = Path(__file__).parent


def noise(n: int, offset: float = 0.0, drift: float = 0.0) -> np.ndarray:
    """White noise with a slow sine, an offset and a drift; reproducible, as every call draws from the one generator."""
    t = np.arange(n)
    return np.round(rng.standard_normal(n) + np.sin(0.05 * t) + offset + drift * t, 4)


def numbers(x) -> list:
    return np.asarray(x, dtype=float).ravel().tolist()


# Kinds whose values come out of an integral or a search on both sides.
LOOSER = {
    "linear-trend": (1e-4, "a sum over a few dozen values of rho here, over 377 there"),
    "exponential-trend": (1e-5, "a search for the least squares on both sides"),
    "noncentral-t": (1e-9, "an integral by different rules"),
    "mean-difference": (1e-7, "a search for the limits on both sides"),
    "cwt-pywavelets": (2e-3, "PyWavelets integrates a wavelet that is rounded to a grid, and shifts it by up to half a sample"),
}


def write(kind: str, cases: list, **made_with) -> None:
    tolerance, reason = LOOSER.get(
        kind,
        (TOLERANCE, "float64 arithmetic in another order"),
    )
    head = {
        "kind": kind,
        "written_by": "golden/signal/generate.py",
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        **made_with,
        "seed": SEED,
        "tolerance": tolerance,
        "tolerance_reason": f"{reason}; error = max|difference| / max|reference| per array",
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    text = json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n"
    (OUT / f"{kind}.json").write_text(text)


def window_cases():
    for name in ["boxcar", "bartlett", "hann", "hamming", "blackman", "blackmanharris"]:
        for n in [1, 2, 3, 8, 9, 64]:
            for periodic in [True, False]:
                yield {"name": name, "n": n, "periodic": periodic, "values": numbers(signal.get_window(name, n, periodic))}
    for beta in [0.0, 0.5, 5.0, 8.6, 14.0, 100.0]:
        for n in [1, 2, 3, 8, 9, 64]:
            for periodic in [True, False]:
                values = signal.get_window(("kaiser", beta), n, periodic)
                yield {"name": "kaiser", "kaiserBeta": beta, "n": n, "periodic": periodic, "values": numbers(values)}


def fft_cases():
    for n in [1, 2, 3, 4, 5, 7, 8, 13, 16, 31, 37, 60, 97, 100, 127, 243, 256, 343, 1000, 1009]:
        x = noise(n)
        X = np.fft.rfft(x)
        yield {"op": "rfft", "x": numbers(x), "re": numbers(X.real), "im": numbers(X.imag)}
    for n in [1, 2, 3, 6, 11, 12, 41, 74, 128, 150]:
        x = noise(n) + 1j * noise(n)
        for op, X in [("fft", np.fft.fft(x)), ("ifft", np.fft.ifft(x))]:
            parts = {"xRe": numbers(x.real), "xIm": numbers(x.imag), "re": numbers(X.real), "im": numbers(X.imag)}
            yield {"op": op, **parts}


def irfft_cases():
    for n in [1, 2, 3, 8, 9, 37, 100]:
        X = noise(n // 2 + 1) + 1j * noise(n // 2 + 1)
        yield {"n": n, "re": numbers(X.real), "im": numbers(X.imag), "y": numbers(np.fft.irfft(X, n))}


def butter(fs, order, kind, cutoff):
    sos = signal.butter(order, cutoff, kind, fs=fs, output="sos")
    return {"fs": fs, "order": order, "type": kind, "cutoffHz": cutoff, "sos": sos.tolist()}


def butterworth_cases():
    for fs in [500, 1000, 2000]:
        for order in range(1, 9):
            for cutoff in [0.5, 3, 6, 10, 20, 100, 0.45 * fs, 0.499 * fs]:
                yield butter(fs, order, "lowpass", cutoff)
                yield butter(fs, order, "highpass", cutoff)
        for order in range(1, 7):
            for cutoff in [[20, 0.45 * fs], [10, 0.47 * fs], [48, 52], [5, 40], [59, 61], [90, 110], [1, 0.49 * fs]]:
                yield butter(fs, order, "bandpass", cutoff)
                yield butter(fs, order, "bandstop", cutoff)
    yield butter(1000, 16, "lowpass", 5)
    yield butter(1000, 16, "highpass", 20)
    yield butter(44100, 3, "bandpass", [20, 20000])


def mirrored_cases():
    """Bands that lie symmetrically about fs / 4 have poles at equal distance from the unit circle."""
    for order in range(1, 7):
        for cutoff in [[50, 450], [100, 400], [20, 480], [200, 300]]:
            for kind in ["bandpass", "bandstop"]:
                yield butter(1000, order, kind, cutoff)


def notch_cases():
    for fs in [500, 1000, 2000]:
        for frequency in [50, 60, 100, 150, 240]:
            for q in [1, 5, 30, 35, 100]:
                b, a = signal.iirnotch(frequency, q, fs)
                yield {"fs": fs, "frequencyHz": frequency, "q": q, "sos": [numbers(b) + numbers(a)]}


FILTERS = [
    (1000, 4, "bandpass", [20, 450]),
    (1000, 2, "lowpass", 6),
    (1000, 1, "highpass", 20),
    (1000, 5, "highpass", 10),
    (2000, 3, "bandstop", [48, 52]),
    (500, 8, "lowpass", 100),
    (2000, 2, "lowpass", 1),
]


def filtered_signals():
    for fs, order, kind, cutoff in FILTERS:
        sos = signal.butter(order, cutoff, kind, fs=fs, output="sos")
        yield {"fs": fs, "order": order, "type": kind, "cutoffHz": cutoff}, sos, noise(300, offset=2)
    sos = np.array([np.concatenate(signal.iirnotch(50, 30, 1000))])
    yield {"fs": 1000, "type": "notch", "frequencyHz": 50, "q": 30}, sos, noise(300, offset=-1)


def sosfilt_cases():
    for design, sos, x in filtered_signals():
        rest, rest_state = signal.sosfilt(sos, x, zi=np.zeros((len(sos), 2)))
        zi = signal.sosfilt_zi(sos)
        steady, steady_state = signal.sosfilt(sos, x, zi=zi * x[0])
        yield {
            "design": design,
            "x": numbers(x),
            "zi": numbers(zi),
            "fromRest": numbers(rest),
            "stateFromRest": numbers(rest_state),
            "fromSteady": numbers(steady),
            "stateFromSteady": numbers(steady_state),
        }


def sosfiltfilt_cases():
    for design, sos, x in filtered_signals():
        yield {"design": design, "x": numbers(x), "y": numbers(signal.sosfiltfilt(sos, x))}
    design = {"fs": 1000, "order": 2, "type": "lowpass", "cutoffHz": 6}
    sos = signal.butter(2, 6, "lowpass", fs=1000, output="sos")
    x = noise(10)
    yield {"design": design, "x": numbers(x), "y": numbers(signal.sosfiltfilt(sos, x))}


STFTS = [
    # samples, fs, window, windowSamples, hopSamples, nfft, padding, detrend, scaling
    (300, 1000, "hann", 64, 16, 64, "zeros", "none", "spectrum"),
    (300, 1000, "hann", 64, 16, 64, "none", "none", "spectrum"),
    (311, 1000, "hamming", 50, 20, 50, "zeros", "none", "psd"),
    (257, 2000, "blackman", 33, 8, 33, "zeros", "none", "spectrum"),
    (257, 2000, "bartlett", 33, 11, 48, "none", "none", "spectrum"),
    (200, 500, "boxcar", 40, 40, 45, "zeros", "none", "psd"),
    (200, 500, "hann", 37, 9, 64, "none", "linear", "spectrum"),
    (200, 500, "hann", 40, 10, 40, "zeros", "constant", "psd"),
    (64, 1000, "hann", 64, 32, 64, "none", "none", "spectrum"),
    (64, 1000, "blackmanharris", 64, 16, 64, "zeros", "none", "spectrum"),
    (5, 1000, "hann", 2, 1, 2, "zeros", "none", "spectrum"),
    (5, 1000, "hann", 1, 1, 1, "zeros", "none", "spectrum"),
]


def transforms():
    for n, fs, window, size, hop, nfft, padding, detrend, scaling in STFTS:
        x = noise(n, offset=0.5, drift=0.002)
        f, t, Z = signal.stft(
            x,
            fs,
            window,
            nperseg=size,
            noverlap=size - hop,
            nfft=nfft,
            detrend=False if detrend == "none" else detrend,
            boundary="zeros" if padding == "zeros" else None,
            padded=padding == "zeros",
            scaling=scaling,
        )
        options = {"windowSamples": size, "hopSamples": hop, "window": window, "nfft": nfft}
        yield x, fs, {**options, "padding": padding, "detrend": detrend, "scaling": scaling}, f, t, Z


def stft_cases():
    for x, fs, options, f, t, Z in transforms():
        yield {
            "fs": fs,
            "options": options,
            "x": numbers(x),
            "nFrames": len(t),
            "nFreqs": len(f),
            "freqsHz": numbers(f),
            "timesS": numbers(t),
            "re": numbers(Z.T.real),
            "im": numbers(Z.T.imag),
        }


def istft_cases():
    """What the inverse makes of frames that do not belong together: each bin has a gain of its own."""
    for x, fs, options, _, _, Z in transforms():
        size = options["windowSamples"]
        if options["padding"] == "zeros" and options["detrend"] == "none" and size > 1:
            gain = np.round(rng.uniform(0.2, 1.0, Z.shape), 3)
            _, y = signal.istft(
                Z * gain,
                fs,
                options["window"],
                nperseg=size,
                noverlap=size - options["hopSamples"],
                nfft=options["nfft"],
                scaling=options["scaling"],
            )
            yield {"fs": fs, "options": options, "x": numbers(x), "gain": numbers(gain.T), "y": numbers(y[: len(x)])}


def spectrogram_cases():
    for n, fs, window, size, hop, nfft, detrend in [
        (300, 1000, "hann", 64, 16, 64, "constant"),
        (300, 1000, "hann", 64, 16, 128, "none"),
        (311, 2000, "hamming", 51, 20, 51, "linear"),
        (200, 500, "blackman", 33, 8, 64, "constant"),
        (100, 500, "boxcar", 25, 25, 33, "none"),
        (64, 1000, "hann", 64, 1, 64, "constant"),
    ]:
        x = noise(n, offset=1, drift=0.005)
        f, t, S = signal.spectrogram(
            x,
            fs,
            window,
            nperseg=size,
            noverlap=size - hop,
            nfft=nfft,
            detrend=False if detrend == "none" else detrend,
            mode="psd",
        )
        options = {"windowSamples": size, "hopSamples": hop, "window": window, "nfft": nfft, "detrend": detrend}
        yield {
            "fs": fs,
            "options": options,
            "x": numbers(x),
            "nFrames": len(t),
            "nFreqs": len(f),
            "freqsHz": numbers(f),
            "timesS": numbers(t),
            "power": numbers(S.T),
        }


def welch_cases():
    for n, fs, options in [
        (1500, 1000, {}),
        (700, 1000, {}),
        (1, 1000, {}),
        (2, 1000, {}),
        (7, 1000, {"detrend": "linear"}),
        (600, 1000, {"windowSamples": 256}),
        (600, 2000, {"windowSamples": 255, "window": "hamming"}),
        (600, 1000, {"windowSamples": 200, "overlapSamples": 150, "nfft": 256, "window": "blackman"}),
        (600, 500, {"windowSamples": 101, "overlapSamples": 0, "nfft": 131, "detrend": "linear"}),
        (600, 500, {"windowSamples": 128, "detrend": "none", "window": "boxcar"}),
        (600, 1000, {"windowSamples": 128, "average": "median"}),
        (664, 1000, {"windowSamples": 128, "average": "median", "detrend": "linear"}),
        (100, 1000, {"windowSamples": 128, "average": "median"}),
    ]:
        x = noise(n, offset=1, drift=0.005)
        size = min(options.get("windowSamples", 1024), n)
        detrend = options.get("detrend", "constant")
        f, p = signal.welch(
            x,
            fs,
            options.get("window", "hann"),
            nperseg=size,
            noverlap=options.get("overlapSamples"),
            nfft=options.get("nfft"),
            detrend=False if detrend == "none" else detrend,
            average=options.get("average", "mean"),
        )
        yield {"fs": fs, "options": options, "x": numbers(x), "freqsHz": numbers(f), "psd": numbers(p)}


def detrend_cases():
    for n in [1, 2, 3, 100, 301]:
        x = noise(n, offset=5, drift=0.01)
        for kind in ["constant", "linear"]:
            # One point has no line of its own: SciPy's least squares leaves rounding, which is no reference.
            if n > 2 or kind == "constant":
                yield {"type": kind, "x": numbers(x), "y": numbers(signal.detrend(x, type=kind))}


def resample_cases():
    for n, up, down in [
        (200, 2, 1), (200, 1, 2), (201, 1, 2), (200, 3, 2), (150, 2, 3), (320, 147, 160), (294, 160, 147),
        (100, 4, 2), (100, 5, 5), (1, 3, 1), (1, 1, 3), (7, 1, 10), (300, 1, 7), (128, 125, 128),
    ]:  # fmt: skip
        x = noise(n)
        yield {"up": up, "down": down, "x": numbers(x), "y": numbers(signal.resample_poly(x, up, down))}


def resample_to_cases():
    for fs, to, up, down in [(1000, 2000, 2, 1), (44100, 48000, 160, 147), (1000, 1024, 128, 125), (0.5, 0.2, 2, 5)]:
        x = noise(100)
        yield {"fs": fs, "toHz": to, "x": numbers(x), "y": numbers(signal.resample_poly(x, up, down))}


def moving_rms_cases():
    for n, size in [(1, 1), (5, 1), (5, 2), (50, 3), (50, 10), (51, 17), (200, 25), (20, 20), (20, 21), (20, 39), (20, 100)]:
        x = noise(n)
        y = []
        for i in range(n):
            start = i - size // 2
            seen = x[max(start, 0) : start + size]
            y.append(float(np.sqrt(np.mean(seen**2))))
        yield {"windowSamples": size, "x": numbers(x), "y": y}


def envelope_cases():
    for fs, options in [(1000, {}), (2000, {"cutoffHz": 3}), (500, {"cutoffHz": 10, "order": 4})]:
        x = noise(400)
        sos = signal.butter(options.get("order", 2), options.get("cutoffHz", 6), fs=fs, output="sos")
        y = signal.sosfiltfilt(sos, np.abs(x))
        yield {"fs": fs, "options": options, "x": numbers(x), "y": numbers(y)}


def statistics_cases():
    for n, offset in [(2, 0.0), (3, 1.0), (100, 1000.0), (101, -3.0)]:
        t = np.round(np.arange(n) * 0.01, 4)
        x = noise(n, offset=offset, drift=0.1)
        slope, intercept = np.polyfit(t, x, 1)
        shares = [0.0, 0.05, 0.25, 1 / 3, 0.5, 0.9, 0.975, 1.0]
        yield {
            "t": numbers(t),
            "x": numbers(x),
            "mean": float(np.mean(x)),
            "rms": float(np.sqrt(np.mean(x**2))),
            "standardDeviation": float(np.std(x, ddof=1)),
            "median": float(np.median(x)),
            "shares": shares,
            "quantiles": numbers(np.quantile(x, shares)),
            "slope": float(slope),
            "intercept": float(intercept),
        }


def peaks_cases():
    bumpy = np.round(np.convolve(noise(400), np.ones(9) / 9, "same"), 2)
    flat = np.array([0, 1, 1, 0, 2, 2, 2, 1, 3, 3, 0, 3, 1, 1, 1, 2, 0, 0, 1], dtype=float)
    for x in [bumpy, flat, np.round(np.sin(np.arange(300) / 9), 1), np.array([1.0]), np.arange(5.0)]:
        for distance, prominence in [(1, 0), (7, 0), (1, 0.5), (20, 0.3), (2.5, 1)]:
            indices, found = signal.find_peaks(x, distance=distance, prominence=prominence)
            yield {
                "options": {"distance": distance, "prominence": prominence},
                "x": numbers(x),
                "indices": numbers(indices),
                "prominences": numbers(found["prominences"]),
            }


def dwt_cases():
    # The shortest signal that a level may have, odd and even lengths.
    for wavelet in ["sym5", "db5"]:
        for n, levels in [(18, 1), (19, 1), (37, 2), (150, 4), (400, 4), (301, 5)]:
            x = noise(n, offset=0.5)
            approximation, *coarse_first = pywt.wavedec(x, wavelet, mode="symmetric", level=levels)
            details = coarse_first[::-1]
            none = [np.zeros_like(part) for part in [approximation, *coarse_first]]
            parts = []
            for level in range(levels + 1):
                # Number 0 is the approximation; level j stands j-th from the end.
                alone = list(none)
                alone[-level if level else 0] = details[level - 1] if level else approximation
                parts.append(pywt.waverec(alone, wavelet, mode="symmetric")[:n])
            yield {
                "wavelet": wavelet,
                "levels": levels,
                "x": numbers(x),
                "approximation": numbers(approximation),
                "details": [numbers(detail) for detail in details],
                "parts": [numbers(part) for part in parts],
            }


def distributions_cases():
    z = [-38.0, -8.5, -3.0, -1.96, -0.1, 0.0, 0.3, 1.0, 2.5, 6.0]
    yield {"z": z, "normal": numbers(stats.norm.cdf(z))}
    for df in [0.5, 1, 2, 3.7, 10, 57, 1000]:
        t = [-1000.0, -20.0, -3.0, -0.5, 0.0, 0.2, 1.5, 2.2, 9.0]
        p = [1e-6, 0.005, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999]
        yield {"df": df, "t": t, "cdf": numbers(stats.t.cdf(t, df)), "p": p, "quantile": numbers(stats.t.ppf(p, df))}


def noncentral_t_cases():
    for df in [1, 2, 5, 17, 60, 400]:
        for delta in [-3.0, 0.0, 0.5, 2.0, 9.0]:
            # Far below a large noncentrality SciPy itself says NaN.
            t = [-4.0, -0.5, 0.1, 1.0, 2.5, 8.0, 15.0] if delta < 5 else [1.0, 2.5, 8.0, 15.0]
            yield {"df": df, "delta": delta, "t": t, "cdf": numbers(stats.nct.cdf(t, df, delta))}


def serial(n: int, rho: float, theta: float) -> np.ndarray:
    """ARMA(1, 1) errors after 100 values to settle."""
    e = rng.standard_normal(n + 100)
    return signal.lfilter([1, theta], [1, -rho], e)[100:]


def linear_trend_cases():
    """The definition with dense matrices: least squares, its covariance under each rho, and their weighed mixture."""
    none = []
    for n_places, overlap, rho, level, missing in [
        (6, 0.0, 0.0, 30.0, none), (17, 0.0, 0.2, 30.0, none), (17, 0.5, 0.2, 30.0, none), (57, 1 / 36, 0.0, 60.0, none), (57, 0.5, 0.5, 20.0, none), (30, 0.0, 0.7, 90.0, none), (12, 0.5, 0.0, 9.0, none),
        (30, 0.5, 0.5, 30.0, [4, 5, 6, 17, 23, 24]), (30, 1 / 36, -0.3, 30.0, [1, 8, 9, 10, 11, 28]), (60, 0.0, 0.6, 40.0, [*range(20, 32)]),
    ]:  # fmt: skip
        theta = 0.0 if overlap == 0 else (1 - np.sqrt(1 - 4 * overlap**2)) / (2 * overlap)
        places = np.setdiff1d(np.arange(n_places), missing)
        n = len(places)
        t = np.round(12 + 0.5 * places, 4)
        x = np.round(level - 0.05 * level * places / n_places + serial(n_places, rho, theta)[places], 4)
        design = np.column_stack([np.ones(n), t - t[0]])
        to_coefficients = np.linalg.pinv(design)
        start, slope = to_coefficients @ x
        grid = np.linspace(-0.9, 0.98, 377)
        logs, covariances = [], []
        for r in grid:
            gamma = arma_acovf([1, -r], [1, theta], nobs=n_places)
            # Missing values have no row and no column.
            sigma = scipy.linalg.toeplitz(gamma[:n_places])[np.ix_(places, places)]
            fit = sm.GLS(x, design, sigma=sigma).fit()
            information = design.T @ np.linalg.solve(sigma, design)
            logs.append(
                -0.5 * (np.linalg.slogdet(sigma)[1] + np.linalg.slogdet(information)[1] + (n - 2) * np.log(fit.scale))
                + np.log(1 - r * r)
            )
            covariances.append(fit.scale * to_coefficients @ sigma @ to_coefficients.T)
        weights = np.exp(np.array(logs) - max(logs))
        weights[[0, -1]] /= 2
        weights /= weights.sum()
        covariances = np.array(covariances)

        def mass(s, ratio):
            k = s if ratio else 0.0
            distance = s * start - slope if ratio else s - slope
            variance = covariances[:, 1, 1] - 2 * k * covariances[:, 0, 1] + k * k * covariances[:, 0, 0]
            return float(weights @ stats.t.cdf(distance / np.sqrt(variance), n - 2))

        def limits(ratio):
            centre = slope / start if ratio else slope
            reach = 30 * np.sqrt(covariances[:, 1, 1].max()) / (start if ratio else 1)
            return [
                optimize.brentq(lambda s: mass(s, ratio) - 0.025, centre - reach, centre, xtol=1e-12),
                optimize.brentq(lambda s: mass(s, ratio) - 0.975, centre, centre + reach, xtol=1e-12),
            ]

        yield {
            "overlapCorrelation": overlap,
            "t": numbers(t),
            "x": numbers(x),
            "start": float(start),
            "slope": float(slope),
            "interval": limits(False),
            "percentInterval": [100 * s for s in limits(True)],
            "rho": float(weights @ grid),
        }


def theil_sen_cases():
    for n in [2, 3, 10, 61, 400]:
        t = np.round(np.sort(rng.random(n)).cumsum() + np.arange(n), 4)
        x = noise(n, offset=3.0, drift=0.1)
        slope, intercept, _, _ = stats.theilslopes(x, t)
        yield {"t": numbers(t), "x": numbers(x), "slope": float(slope), "intercept": float(intercept)}


def exponential_trend_cases():
    for n, tau in [(20, 4.0), (57, 8.0), (117, 30.0)]:
        t = np.round(5 + 0.5 * np.arange(n), 4)
        x = np.round(70 + 25 * np.exp(-(t - 5) / tau) + 0.5 * rng.standard_normal(n), 4)
        fit, _ = optimize.curve_fit(
            lambda at, c, d, s: c + d * np.exp(-(at - 5) / s), t, x, p0=[70, 25, tau], xtol=1e-14, ftol=1e-14, gtol=1e-14
        )
        yield {"t": numbers(t), "x": numbers(x), "fit": numbers(fit)}


def effect(d: float, df: float, root: float) -> dict:
    """Limits at which the observed t is a limit of the noncentral t, and Hedges' exact correction."""
    # Above zero, as SciPy says NaN far below a noncentrality.
    t = abs(d) * root
    low, high = [
        optimize.brentq(lambda delta: stats.nct.cdf(t, df, delta) - p, t - 12, t + 12, xtol=1e-12) for p in [0.975, 0.025]
    ]
    if d < 0:
        low, high = -high, -low
    j = np.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) / np.sqrt(df / 2)
    return {"d": float(d), "dInterval": [low / root, high / root], "g": float(j * d), "gInterval": [j * low / root, j * high / root]}


def mean_difference_cases():
    for n, shift in [(3, 1.0), (8, -0.5), (18, 0.6), (60, 0.1)]:
        before = noise(n, offset=70.0)
        after = np.round(before + shift + 0.9 * rng.standard_normal(n), 4)
        test = stats.ttest_rel(after, before)
        d = np.mean(after - before) / np.std(after - before, ddof=1)
        yield {
            "paired": True, "first": numbers(before), "second": numbers(after),
            "difference": float(np.mean(after - before)), "interval": numbers(test.confidence_interval()),
            "t": float(test.statistic), "df": float(test.df), "pValue": float(test.pvalue), **effect(d, n - 1, np.sqrt(n)),
        }  # fmt: skip
    for n1, n2, shift in [(2, 3, 1.0), (9, 12, -0.8), (30, 17, 0.5)]:
        first = noise(n1, offset=20.0)
        second = np.round(20 + shift + 2 * rng.standard_normal(n2), 4)
        test = stats.ttest_ind(second, first, equal_var=False)
        d = pingouin.compute_effsize(second, first, eftype="cohen")
        yield {
            "paired": False, "first": numbers(first), "second": numbers(second),
            "difference": float(np.mean(second) - np.mean(first)), "interval": numbers(test.confidence_interval()),
            "t": float(test.statistic), "df": float(test.df), "pValue": float(test.pvalue),
            **effect(d, n1 + n2 - 2, np.sqrt(n1 * n2 / (n1 + n2))),
        }  # fmt: skip


def rank_tests_cases():
    every = stats.PermutationMethod(n_resamples=np.inf)
    for n in [1, 4, 10, 26, 50, 80]:
        x = noise(n, offset=0.4)
        test = stats.wilcoxon(x, method="exact" if n <= 50 else "asymptotic")
        yield {"x": numbers(x), "statistic": float(test.statistic), "pValue": float(test.pvalue)}
    for n in [5, 9, 12]:
        x = np.round(noise(n, offset=0.8))
        test = stats.wilcoxon(x[x != 0], method=every)
        yield {"x": numbers(x), "statistic": float(test.statistic), "pValue": float(test.pvalue)}
    tied = np.round(2 * noise(70, offset=0.2))
    test = stats.wilcoxon(tied, method="asymptotic")
    yield {"x": numbers(tied), "statistic": float(test.statistic), "pValue": float(test.pvalue)}
    for n1, n2 in [(1, 3), (5, 4), (20, 26), (40, 35)]:
        first, second = noise(n1), noise(n2, offset=0.7)
        test = stats.mannwhitneyu(first, second, method="exact" if n1 + n2 <= 50 else "asymptotic")
        yield {"first": numbers(first), "second": numbers(second), "statistic": float(test.statistic), "pValue": float(test.pvalue)}
    for n1, n2 in [(4, 5), (6, 6), (40, 30)]:
        first, second = np.round(noise(n1)), np.round(noise(n2, offset=0.7))
        test = stats.mannwhitneyu(first, second, method=every if n1 + n2 <= 50 else "asymptotic")
        yield {"first": numbers(first), "second": numbers(second), "statistic": float(test.statistic), "pValue": float(test.pvalue)}


def holm_cases():
    for n in [1, 2, 5, 30]:
        p = np.round(rng.random(n) ** 3, 4)
        yield {"p": numbers(p), "corrected": numbers(multipletests(p, method="holm")[1])}


def rank_correlation_cases():
    for n, decimals in [(3, 4), (20, 4), (50, 0), (300, 1)]:
        a = np.round(noise(n), decimals)
        b = np.round(a + noise(n, 1.5), decimals)
        yield {"a": numbers(a), "b": numbers(b), "rho": float(stats.spearmanr(a, b).statistic)}


def morlet(x, fs, f, w0):
    """Torrence & Compo 1998, equations 4 and 6, over a signal with zeros appended; negative frequencies are left in."""
    scale = w0 * fs / (2 * np.pi * f)
    length = 8192
    turns = 2 * np.pi * np.fft.fftfreq(length) * scale
    wavelet = np.sqrt(2 * scale) * np.pi**0.25 * np.exp(-0.5 * (turns - w0) ** 2)
    return np.fft.ifft(np.fft.fft(x, length) * wavelet)[: len(x)]


def cwt_cases():
    # Up to 0.23 fs the wavelet is nothing at fs / 2, and the number of zeros appended makes no difference.
    for n, fs, w0, frequencies in [
        (600, 1000, 6.0, [20.0, 20.5, 45.5, 100.0, 130.0, 160.0, 230.0]),
        (601, 2000, 6.0, [40.0, 450.0, 110.0]),
        (257, 500, 8.0, [12.0, 60.0, 100.0]),
        (64, 1000, 5.0, [30.0, 150.0]),
    ]:
        x = noise(n, offset=0.5)
        W = np.array([morlet(x, fs, f, w0) for f in frequencies])
        hop = 7
        power = np.array([2 / fs * np.abs(morlet(x - x.mean(), fs, f, w0)[::hop]) ** 2 for f in frequencies]).T
        yield {
            "fs": fs,
            "x": numbers(x),
            "w0": w0,
            "frequenciesHz": frequencies,
            "re": numbers(W.real),
            "im": numbers(W.imag),
            "coneS": [np.sqrt(2) * w0 / (2 * np.pi * f) for f in frequencies],
            "hopSamples": hop,
            "power": numbers(power),
        }


def cwt_pywavelets_cases():
    try:
        import pywt
    except ImportError:
        raise SystemExit("golden/signal/generate.py needs PyWavelets, see golden/requirements.txt")
    fs, fine, before, n = 1000, 64, 400, 400
    for w0 in [6.0, 8.0]:
        x = noise(n)
        # PyWavelets takes a signal as constant between samples; one interpolated 64-fold nearly is.
        padded = np.concatenate([np.zeros(before), x, np.zeros(1600 - before - n)])
        interpolated = np.fft.irfft(np.fft.rfft(padded), 1600 * fine) * fine
        frequencies = [20.0, 45.5, 100.0, 200.0, 300.0]
        scales = [w0 * fs * fine / (2 * np.pi * f) for f in frequencies]
        W, _ = pywt.cwt(interpolated, scales, f"cmor2.0-{w0 / (2 * np.pi):.15f}", method="fft", precision=18)
        size = np.abs(W[:, ::fine][:, before : before + n]) * np.sqrt(2) * np.pi**0.25 / np.sqrt(fine)
        yield {"fs": fs, "x": numbers(x), "w0": w0, "frequenciesHz": frequencies, "size": numbers(size)}


KINDS = {
    "window": window_cases,
    "fft": fft_cases,
    "irfft": irfft_cases,
    "butterworth": butterworth_cases,
    "butterworth-mirrored": mirrored_cases,
    "notch": notch_cases,
    "sosfilt": sosfilt_cases,
    "sosfiltfilt": sosfiltfilt_cases,
    "stft": stft_cases,
    "istft": istft_cases,
    "spectrogram": spectrogram_cases,
    "welch": welch_cases,
    "detrend": detrend_cases,
    "resample": resample_cases,
    "resample-to": resample_to_cases,
    "moving-rms": moving_rms_cases,
    "envelope": envelope_cases,
    "statistics": statistics_cases,
    "peaks": peaks_cases,
    "dwt": dwt_cases,
    "distributions": distributions_cases,
    "noncentral-t": noncentral_t_cases,
    "linear-trend": linear_trend_cases,
    "theil-sen": theil_sen_cases,
    "exponential-trend": exponential_trend_cases,
    "mean-difference": mean_difference_cases,
    "rank-tests": rank_tests_cases,
    "holm": holm_cases,
    "rank-correlation": rank_correlation_cases,
    "cwt": cwt_cases,
    "cwt-pywavelets": cwt_pywavelets_cases,
}

for old in OUT.glob("*.json"):
    old.unlink()
for kind, cases in KINDS.items():
    # A generator of its own for each kind: a new case in one file leaves the others as they are.
    rng = np.random.default_rng([SEED, *kind.encode()])
    write(kind, list(cases()), **({"pywavelets": pywt.__version__} if kind == "dwt" else {}))
