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
    "welch": lambda: lambda: s.welch(x, 1000, "hann", 1024),
    "resample": lambda: lambda: s.resample_poly(x, 1, 2),
}
