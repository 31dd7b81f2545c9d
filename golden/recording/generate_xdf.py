"""Golden XDF files: written here byte by byte after the specification, read back by pyxdf, which says what is right.

Run from anywhere: python golden/recording/generate_xdf.py, with a Python that has golden/recording/requirements.txt; without,
the file stays as it is. Writes xdf.json beside itself; src/recording/xdf.golden.test.ts reads every case: a whole file as
base64, the samples that all streams share by pyxdf's time stamps (clocks synchronised, jitter removed), and each marker's
place on the samples of the EMG stream.
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
    import pyxdf
except ImportError as missing:
    print(f"golden/recording/xdf.json stays as it is: {missing}", file=sys.stderr)
    sys.exit(0)

SEED = 20240607
OUT = Path(__file__).parent
rng = np.random.default_rng(SEED)
CODES = {"float32": "f", "double64": "d", "int8": "b", "int16": "h", "int32": "i", "int64": "q"}


def chunk(tag, content):
    size = len(content) + 2
    head = b"\x01" + struct.pack("<B", size) if size < 256 else b"\x04" + struct.pack("<I", size)
    return head + struct.pack("<H", tag) + content


def stream(sid, name, kind, fmt, srate, labels, rows, stamps, offsets=()):
    """Header, clock offsets and samples of one stream; only the first sample of a chunk of 16 is stamped where `stamps` is NaN."""
    desc = "".join(f"<channel><label>{l}</label><unit>{u}</unit><type>{kind}</type></channel>" for l, u in labels)
    xml = (
        f'<?xml version="1.0"?><info><name>{name}</name><type>{kind}</type><channel_count>{len(labels)}</channel_count>'
        f"<nominal_srate>{srate}</nominal_srate><channel_format>{fmt}</channel_format>"
        f"<desc><channels>{desc}</channels></desc></info>"
    )
    head = chunk(2, struct.pack("<I", sid) + xml.encode())
    clock = b"".join(chunk(4, struct.pack("<Idd", sid, t, o)) for t, o in offsets)
    data = b""
    for at in range(0, len(rows), 16):
        body = b""
        for row, stamp in zip(rows[at : at + 16], stamps[at : at + 16]):
            body += b"\0" if np.isnan(stamp) else b"\x08" + struct.pack("<d", stamp)
            if fmt == "string":
                text = row.encode()
                body += b"\x01" + bytes([len(text)]) + text
            else:
                body += struct.pack("<" + CODES[fmt] * len(labels), *row)
        n = min(16, len(rows) - at)
        data += chunk(3, struct.pack("<I", sid) + b"\x04" + struct.pack("<I", n) + body)
    foot = chunk(6, struct.pack("<I", sid) + b"<info><sample_count>%d</sample_count></info>" % len(rows))
    return head, clock + data, foot


def numbers(fmt, n, m):
    if fmt in ("float32", "double64"):
        return rng.standard_normal((n, m)).astype(CODES[fmt]) * 100
    top = min(2 ** (8 * struct.calcsize(CODES[fmt]) - 1), 2**40)
    return rng.integers(-top, top, (n, m))


def file_of(streams):
    parts = [stream(i + 1, *s) for i, s in enumerate(streams)]
    head = chunk(1, b"<info><version>1.0</version><datetime>2026-11-22T09:15:00+0100</datetime></info>")
    return b"XDF:" + head + b"".join(b"".join(part[k] for part in parts) for k in range(3))


def drifting(n, srate, start, base, skew, jitter):
    """Stamps of a stream on a clock of its own, and the offsets that put them on the recorder's: one of them is late."""
    own = base + (start + np.arange(n) / srate) * (1 + skew) + rng.uniform(0, jitter, n)
    at = base + np.arange(0, start + n / srate + 5, 0.5)
    offset = 1000 - base - (at - base) * skew / (1 + skew) + rng.uniform(0, 5e-5, len(at))
    offset[len(at) // 2] += 0.05
    return own, list(zip(at, offset))


MARKS = (["rest", "squeeze", "Stopp ü"], np.array([1000.125, 1000.25, 1000.5]))
EMG = [("EMG FDS", "microvolts"), ("EMG EDC", "mV")]


def one(fmt):
    n = 320
    own, offsets = drifting(n, 500, 0.0, 70.0, 3e-5, 2e-3)
    own[5::16] = np.nan
    return [
        ("Muscle", "EMG", fmt, 500, EMG, numbers(fmt, n, 2), own, offsets),
        ("Marks", "Markers", "string", 0, [("", "")], *MARKS),
    ]


def two():
    emg, clock_emg = drifting(1000, 500, 0.0, 4000.0, -2e-5, 1e-3)
    grip, clock_grip = drifting(120, 100, 0.3, 9.0, 4e-5, 1e-3)
    return [
        ("Muscle", "EMG", "float32", 500, EMG, numbers("float32", 1000, 2), emg, clock_emg),
        ("Grip", "Force", "double64", 100, [("Grip", "N")], numbers("double64", 120, 1), grip, clock_grip),
        ("Marks", "Markers", "string", 0, [("", "")], *MARKS),
    ]


def gap():
    emg, clock = drifting(1000, 500, 0.0, 50.0, 1e-5, 5e-4)
    emg[600:] += 3.0
    marks = ["a", "b"], np.array([1000.5, 1004.5])
    return [("Muscle", "EMG", "int16", 500, EMG, numbers("int16", 1000, 2), emg, clock), ("Marks", "Markers", "string", 0, [("", "")], *marks)]


def truth(path):
    found, _ = pyxdf.load_xdf(path, dejitter_timestamps=True, synchronize_clocks=True)
    by_id = sorted(found, key=lambda s: s["info"]["stream_id"])
    steady = [s for s in by_id if float(s["info"]["nominal_srate"][0]) > 0]
    marks = next(s for s in by_id if s["info"]["channel_format"][0] == "string")
    start = max(s["time_stamps"][0] for s in steady)
    end = min(s["time_stamps"][-1] + 1 / float(s["info"]["nominal_srate"][0]) for s in steady)
    channels = []
    for s in steady:
        fs = float(s["info"]["nominal_srate"][0])
        stamps = s["time_stamps"]
        first = int(np.argmin(np.abs(stamps - start)))
        n = len(stamps) if len(steady) == 1 else int(round((end - start) * s["info"]["effective_srate"]))
        infos = s["info"]["desc"][0]["channels"][0]["channel"]
        for c, info in enumerate(infos):
            values = np.asarray(s["time_series"], dtype=float)[first : first + n, c]
            channels.append({"name": info["label"][0], "unit": info["unit"][0], "fs": fs, "values": values.tolist()})
    emg = steady[0]["time_stamps"]
    place = np.interp(marks["time_stamps"], emg, np.arange(len(emg))) - np.argmin(np.abs(emg - start))
    fs = float(steady[0]["info"]["nominal_srate"][0])
    events = [{"onsetS": float(p / fs), "label": row[0]} for p, row in zip(place, marks["time_series"])]
    gaps = [int(b) + 1 for _, b in steady[0]["info"]["segments"][:-1]]
    return {"channels": channels, "events": events, "gapsAt": gaps}


CASES = {fmt: (lambda f=fmt: one(f)) for fmt in CODES}
CASES["two rates and starts"] = two
CASES["a gap"] = gap
cases = []
for name, make in CASES.items():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.xdf"
        path.write_bytes(file_of(make()))
        cases.append({"name": name, "base64": base64.b64encode(path.read_bytes()).decode(), **truth(path)})

head = {
    "kind": "xdf",
    "written_by": "golden/recording/generate_xdf.py",
    **{package: version(package) for package in ["pyxdf", "numpy"]},
    "seed": SEED,
    "tolerance_s": 2e-6,
    "tolerance_reason": "pyxdf's robust line stops after 1000 steps of ADMM; samples are equal, times of markers within this",
}
lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
(OUT / "xdf.json").write_text(json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n")
