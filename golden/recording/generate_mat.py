"""Golden MAT-5 files: written by scipy.io.savemat, and one of the other byte order byte by byte; scipy.io.loadmat reads all.

Run from anywhere: python golden/recording/generate_mat.py, with a Python that has golden/recording/requirements.txt; without,
the file stays as it is. Writes mat.json beside itself; src/recording/mat.golden.test.ts reads every case: a whole file as
base64, with the signals that loadmat finds and the rate.
"""

import base64
import json
import struct
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

try:
    import numpy as np
    from scipy.io import loadmat, savemat
except ImportError as missing:
    print(f"golden/recording/mat.json stays as it is: {missing}", file=sys.stderr)
    sys.exit(0)

SEED = 20240607
OUT = Path(__file__).parent
rng = np.random.default_rng(SEED)
TYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"]


def numbers(dtype, shape):
    if dtype.startswith("float"):
        return rng.standard_normal(shape).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(max(info.min, -(2**50)), min(info.max, 2**50), shape).astype(dtype)


def big_endian(path):
    """One double matrix and the rate, as a MIPS or SPARC machine stored them."""

    def element(kind, data):
        return struct.pack(">II", kind, len(data)) + data + b"\0" * (-len(data) % 8)

    def matrix(name, array):
        body = element(6, struct.pack(">II", 6, 0)) + element(5, struct.pack(">ii", *array.shape))
        body += struct.pack(">HH", len(name), 1) + name.encode().ljust(4, b"\0")
        return struct.pack(">I", 14) + struct.pack(">I", len(body) + 8 + 8 * array.size) + body + element(9, array.astype(">f8").tobytes(order="F"))

    head = b"MATLAB 5.0 MAT-file".ljust(124) + struct.pack(">H", 0x100) + b"MI"
    path.write_bytes(head + matrix("fs", np.array([[500.0]])) + matrix("emg", numbers("float64", (30, 2))))


def saved(content, **options):
    return lambda path: savemat(path, content, **options)


CASES = {}
for dtype in TYPES:
    CASES[dtype] = (saved({"emg": numbers(dtype, (40, 2)), "fs": 1000.0}), ["emg"], "fs")
    CASES[f"{dtype} packed"] = (saved({"fs": 2000, "emg": numbers(dtype, (3, 300))}, do_compression=True), ["emg"], "fs")
CASES["a vector"] = (saved({"emg": numbers("float64", 50), "srate": 1024.0}, oned_as="row"), ["emg"], "srate")
nested = {"info": "squeeze", "data": {"emg": numbers("int16", (60, 2)), "rate": {"note": 1.0}, "fs": 800.0}}
CASES["a struct"] = (saved(nested), ["data.emg"], "data.fs")
deeper = {"trial": {"left": {"emg": numbers("float32", (45, 1)), "SamplingRate": 1500.0}}}
CASES["a struct in a struct, packed"] = (saved(deeper, do_compression=True), ["trial.left.emg"], "trial.left.SamplingRate")
CASES["big endian"] = (big_endian, ["emg"], "fs")


def at(content, path):
    for name in path.split("."):
        content = content[name]
        while content.dtype == object or (content.dtype.names and content.shape == (1, 1)):
            content = content[0, 0]
    return content


cases = []
for name, (make, signals, rate) in CASES.items():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.mat"
        make(path)
        content = loadmat(path)
        channels = []
        for signal in signals:
            array = np.asarray(at(content, signal), dtype=float)
            array = array.T if array.shape[1] > array.shape[0] else array
            for i, column in enumerate(array.T):
                head = signal if array.shape[1] == 1 else f"{signal}-{i + 1}"
                channels.append({"name": head, "values": column.tolist()})
        fs = float(np.asarray(at(content, rate)).item())
        cases.append({"name": name, "base64": base64.b64encode(path.read_bytes()).decode(), "fs": fs, "channels": channels})

head = {
    "kind": "mat",
    "written_by": "golden/recording/generate_mat.py",
    **{package: version(package) for package in ["scipy", "numpy"]},
    "seed": SEED,
}
lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
(OUT / "mat.json").write_text(json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n")
