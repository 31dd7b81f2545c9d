"""Golden C3D files: written by ezc3d, by c3d and byte by byte here for the three processors, read back by ezc3d or c3d.

Run from anywhere: python golden/recording/generate_c3d.py, with a Python that has golden/recording/requirements.txt; without,
the file stays as it is. Writes c3d.json beside itself; src/recording/c3d.golden.test.ts reads every case: a whole file as
base64, with the analog channels as the reader gives them, in the unit of the file.
"""

import base64
import json
import struct
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

try:
    import c3d
    import ezc3d
    import numpy as np
except ImportError as missing:
    print(f"golden/recording/c3d.json stays as it is: {missing}", file=sys.stderr)
    sys.exit(0)

SEED = 20240607
OUT = Path(__file__).parent
rng = np.random.default_rng(SEED)


def by_ezc3d(path):
    made = ezc3d.c3d()
    made["parameters"]["POINT"]["RATE"]["value"] = [100]
    made["parameters"]["ANALOG"]["RATE"]["value"] = [1000]
    made["parameters"]["ANALOG"]["LABELS"]["value"] = ["EMG FDS", "Force"]
    made["parameters"]["ANALOG"]["UNITS"]["value"] = ["V", "N"]
    made["data"]["points"] = np.zeros((4, 0, 12))
    made["data"]["analogs"] = rng.standard_normal((1, 2, 120)) * np.array([1e-3, 100])[None, :, None]
    made.write(str(path))


def dec(value):
    if value == 0:
        return b"\0\0\0\0"
    b = struct.pack("<f", value * 4)
    return b[2:] + b[:2]


def by_hand(path, processor, is_float, labels, units, offsets, scales):
    """Every byte as the C3D User Guide has it; two points, four analog samples in a frame."""
    end = ">" if processor == 86 else "<"
    i16 = lambda v: struct.pack(end + "h", v)
    f32 = dec if processor == 85 else lambda v: struct.pack(end + "f", v)
    n, per_frame, n_points, n_frames = len(labels), 4, 2, 15
    groups, params = {}, b""

    def entry(group, name, body):
        gid = groups.setdefault(group, len(groups) + 1)
        return bytes([len(name), gid]) + name.encode() + i16(len(body) + 3) + body + b"\0"

    def value(group, name, values, kind):
        if kind == "text":
            width = max(map(len, values))
            body = bytes([0xFF, 2, width, len(values)]) + "".join(v.ljust(width) for v in values).encode()
        else:
            put, code = (i16, 2) if kind == "int" else (f32, 4)
            dims = bytes([1, len(values)]) if isinstance(values, list) else b"\0"
            body = bytes([code]) + dims + b"".join(put(v) for v in (values if isinstance(values, list) else [values]))
        return entry(group, name, body)

    params += value("POINT", "USED", n_points, "int") + value("POINT", "SCALE", -0.1 if is_float else 0.1, "float")
    params += value("POINT", "RATE", 250.0, "float") + value("POINT", "FRAMES", n_frames, "int")
    params += value("POINT", "DATA_START", 0, "int") + value("POINT", "LABELS", ["A", "B"], "text")
    params += value("POINT", "UNITS", ["mm", "mm"], "text") + value("POINT", "DESCRIPTIONS", ["a", "b"], "text")
    params += value("ANALOG", "USED", n, "int") + value("ANALOG", "RATE", 1000.0, "float")
    params += value("ANALOG", "GEN_SCALE", 0.5, "float") + value("ANALOG", "LABELS", labels, "text")
    params += value("ANALOG", "UNITS", units, "text") + value("ANALOG", "DESCRIPTIONS", labels, "text")
    params += value("ANALOG", "SCALE", scales, "float") + value("ANALOG", "OFFSET", offsets, "int")
    heads = b""
    for group, gid in groups.items():
        heads += bytes([len(group), 256 - gid]) + group.encode() + i16(3) + b"\0"
    section = heads + params
    blocks = -(-(len(section) + 6) // 512)
    section = section.replace(value("POINT", "DATA_START", 0, "int"), value("POINT", "DATA_START", 2 + blocks, "int"))
    header = bytes([2, 0x50]) + b"".join(i16(v) for v in (n_points, n * per_frame, 1, n_frames, 0))
    header += f32(-0.1 if is_float else 0.1) + i16(2 + blocks) + i16(per_frame) + f32(250.0)
    put = f32 if is_float else i16
    frames = b""
    for _ in range(n_frames):
        frames += b"".join(put(v) for v in [1, 2, 3, 0] * n_points)
        frames += b"".join(put(int(v)) for v in rng.integers(-30000, 30000, n * per_frame))
    body = bytes([1, 0x50, blocks, processor]) + section
    path.write_bytes(header.ljust(512, b"\0") + body.ljust(512 * blocks, b"\0") + frames)


def truth_ezc3d(path):
    got = ezc3d.c3d(str(path))
    analog, data = got["parameters"]["ANALOG"], got["data"]["analogs"][0]
    fs = float(analog["RATE"]["value"][0])
    names, units = analog["LABELS"]["value"], analog["UNITS"]["value"]
    return [{"name": n, "unit": u, "fs": fs, "values": d.tolist()} for n, u, d in zip(names, units, data)]


def truth_c3d(path):
    with open(path, "rb") as handle:
        reader = c3d.Reader(handle)
        data = np.concatenate([analog for _, _, analog in reader.read_frames()], axis=1).astype(float)
        texts = lambda name: [t.strip() for t in reader.get(f"ANALOG:{name}").string_array]
        fs = float(reader.analog_rate)
        return [{"name": n, "unit": u, "fs": fs, "values": d.tolist()} for n, u, d in zip(texts("LABELS"), texts("UNITS"), data)]


EMG = (["EMG FDS", "Grip"], ["V", "N"], [7, -120], [0.0001220703125, 0.25])
CASES = {"ezc3d": (by_ezc3d, truth_ezc3d)}
for processor, name in [(84, "Intel"), (85, "DEC"), (86, "MIPS")]:
    for is_float in [False, True]:
        kind = "float" if is_float else "int16"
        write = lambda path, p=processor, f=is_float: by_hand(path, p, f, *EMG)
        CASES[f"{name} {kind}"] = (write, truth_c3d)
MANY = [f"ch{i}" for i in range(255)]
CASES["255 channels"] = (
    lambda path: by_hand(path, 84, False, MANY, ["mV"] * 255, [0] * 255, [0.5] * 255),
    truth_c3d,
)

cases = []
for name, (make, truth) in CASES.items():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.c3d"
        make(path)
        channels = truth(path)
        if name.startswith("Intel"):  # ezc3d and c3d must agree
            other = truth_ezc3d(path)
            for a, b in zip(channels, other, strict=True):
                assert (a["name"], a["unit"], a["fs"]) == (b["name"], b["unit"], b["fs"]), (a["name"], b["name"])
                # ezc3d drops the sign of an offset, which the guide knows nothing of: Grip, whose offset is -120, is c3d's.
                assert a["name"] == "Grip" or np.allclose(a["values"], b["values"], rtol=1e-6), name
        if name == "255 channels":  # small files: the first, the last
            channels = [{**c, "values": c["values"][:8]} for c in channels]
        cases.append({"name": name, "base64": base64.b64encode(path.read_bytes()).decode(), "channels": channels})

head = {
    "kind": "c3d",
    "written_by": "golden/recording/generate_c3d.py",
    **{package: version(package) for package in ["ezc3d", "c3d", "numpy"]},
    "seed": SEED,
    "tolerance": 3e-7,
    "tolerance_reason": "the reference readers scale in 32-bit floats; error = max|difference| / max|reference|",
}
lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
(OUT / "c3d.json").write_text(json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n")
