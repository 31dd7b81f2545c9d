"""Golden vectors of the signal layer: what NumPy and SciPy say.

Run from anywhere: python golden/signal/generate.py
Writes <kind>.json beside itself; src/signal/golden.test.ts runs every file there. Inputs are rounded to four decimals,
so that the same float64 is read on both sides; outputs are written with all their digits.

It is not golden/signal.py, because that would hide the standard module `signal` from every script in that folder.
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import signal

SEED = 20240607
TOLERANCE = 1e-10
ACCURACY = {
    "cwt-pywavelets": (2e-3, "PyWavelets integrates a wavelet that is rounded to a grid, and shifts it by up to half a sample"),
}
OUT = Path(__file__).parent


def noise(n: int, offset: float = 0.0, drift: float = 0.0) -> np.ndarray:
    """White noise with a slow sine, an offset and a drift; reproducible, as every call draws from the one generator."""
    t = np.arange(n)
    return np.round(rng.standard_normal(n) + np.sin(0.05 * t) + offset + drift * t, 4)


def numbers(x) -> list:
    return np.asarray(x, dtype=float).ravel().tolist()


def write(kind: str, cases: list) -> None:
    tolerance, reason = ACCURACY.get(kind, (TOLERANCE, "float64 arithmetic in another order"))
    head = {
        "kind": kind,
        "written_by": "golden/signal/generate.py",
        "numpy": np.__version__,
        "scipy": scipy.__version__,
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
    "cwt": cwt_cases,
    "cwt-pywavelets": cwt_pywavelets_cases,
}

for old in OUT.glob("*.json"):
    old.unlink()
for kind, cases in KINDS.items():
    # A generator of its own for each kind: a new case in one file leaves the others as they are.
    rng = np.random.default_rng([SEED, *kind.encode()])
    write(kind, list(cases()))
