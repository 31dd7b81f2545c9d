"""What signal-tasks.ts does, in SciPy."""
import numpy as np
import scipy
import scipy.signal as s

versions = {"numpy": np.__version__, "scipy": scipy.__version__}

x = np.random.default_rng(1).standard_normal(600_000)
sos = s.butter(4, [20, 450], "band", fs=1000, output="sos")
makers = {
    "sosfiltfilt": lambda: lambda: s.sosfiltfilt(sos, x),
    "stft": lambda: lambda: s.stft(x, 1000, "hann", 256, 192, boundary=None, padded=False),
    # The transform alone: ours takes the power and its logarithm as well.
    "stft-log-power": lambda: lambda: s.stft(x, 1000, "hann", 256, 192, boundary=None, padded=False),
    "welch": lambda: lambda: s.welch(x, 1000, "hann", 1024),
    "resample": lambda: lambda: s.resample_poly(x, 1, 2),
}

try:
    import pywt

    versions["pywavelets"] = pywt.__version__
    morlet = f"cmor2.0-{6 / (2 * np.pi):.15f}"
    scales = pywt.frequency2scale(morlet, np.geomspace(20, 450, 16) / 1000)
    # By FFT: its other method, direct convolution, takes longer.
    makers["cwt"] = lambda: lambda: pywt.cwt(x, scales, morlet, 0.001, method="fft")
except ImportError:
    pass
