"""Golden EDF and BDF files of the recording layer: made by two other writers, read by two other readers.

Run from anywhere: python golden/recording/generate.py   (needs edfio, pyedflib, mne, numpy)
Writes edf.json and bdf.json beside itself; src/recording/edf.golden.test.ts reads every case. Each case holds a whole file as base64,
with the channels and annotations that pyedflib finds in it; MNE must agree, or this script stops. Values are pyedflib's
physical values, in the unit of the file.
"""

import base64
import datetime
import json
import tempfile
from importlib.metadata import version
from pathlib import Path

import edfio
import mne
import numpy as np
import pyedflib

SEED = 20240607
OUT = Path(__file__).parent
TO_VOLT = {"uV": 1e-6, "mV": 1e-3, "V": 1.0}
rng = np.random.default_rng(SEED)
mne.set_log_level("ERROR")


def by_edfio(path, annotated, fractional):
    emg = rng.standard_normal(300) * 200
    slow = np.cumsum(rng.standard_normal(30))
    signals = [
        edfio.EdfSignal(emg, 100, label="EMG FDS left", transducer_type="Ag/AgCl", physical_dimension="uV", prefiltering="HP:25Hz"),
        edfio.EdfSignal(slow, 10, label="Grip", physical_dimension="kgf", physical_range=(-50, 50)),
    ]
    notes = [
        edfio.EdfAnnotation(0.25, None, "rest"),
        edfio.EdfAnnotation(1.5, 0.75, "hold 70 % – ü"),
        edfio.EdfAnnotation(2.0, None, "MVC"),
    ]
    start = datetime.time(9, 15, 7, 125000 if fractional else 0)
    edf = edfio.Edf(
        signals,
        patient=edfio.Patient(code="S01"),
        recording=edfio.Recording(startdate=datetime.date(2026, 11, 22), equipment_code="BITalino"),
        starttime=start,
        annotations=notes if annotated else None,
    )
    edf.write(path)
    return "2026-11-22T09:15:07.125" if fractional else "2026-11-22T09:15:07"


def by_pyedflib(path, file_type):
    writer = pyedflib.EdfWriter(str(path), 3, file_type=file_type)
    heads = [
        dict(label="EMG biceps", dimension="mV", sample_frequency=200, physical_min=-1.6352, physical_max=1.6321, digital_min=-512, digital_max=511),
        dict(label="Force", dimension="N", sample_frequency=50, physical_min=-10, physical_max=500, digital_min=-32768, digital_max=32767),
        dict(label="EDA", dimension="uS", sample_frequency=20, physical_min=5, physical_max=-5, digital_min=-2048, digital_max=2047),
    ]
    for head in heads:
        head.update(transducer="", prefilter="")
    writer.setSignalHeaders(heads)
    writer.setStartdatetime(datetime.datetime(1999, 12, 31, 23, 59, 58))
    def digital(head):
        return rng.integers(head["digital_min"], head["digital_max"] + 1, 2 * head["sample_frequency"]).astype(np.int32)

    writer.writeSamples([digital(head) for head in heads], digital=True)
    if file_type == pyedflib.FILETYPE_EDFPLUS:
        writer.writeAnnotation(0.5, -1, "start")
        writer.writeAnnotation(1.0625, 0.5, "pain")
    writer.close()
    return "1999-12-31T23:59:58"


def truth(path):
    with pyedflib.EdfReader(str(path)) as reader:
        channels = [
            {
                "name": reader.getLabel(i),
                "unit": reader.getPhysicalDimension(i),
                "fs": reader.getSampleFrequency(i),
                "values": reader.readSignal(i).tolist(),
            }
            for i in range(reader.signals_in_file)
        ]
        onsets, durations, labels = reader.readAnnotations()
    notes = [
        {"onsetS": float(o), "durationS": max(0.0, float(d)), "label": str(t)} for o, d, t in zip(onsets, durations, labels)
    ]
    read_raw = mne.io.read_raw_bdf if path.suffix == ".bdf" else mne.io.read_raw_edf
    raw = read_raw(path, preload=True, encoding="utf8")
    assert [n["label"] for n in notes] == list(raw.annotations.description), (notes, raw.annotations)
    assert np.allclose([n["onsetS"] for n in notes], raw.annotations.onset)
    fastest = max(c["fs"] for c in channels)
    for c in channels:
        if c["fs"] == fastest:  # MNE resamples the slower ones
            factor = TO_VOLT.get(c["unit"], 1.0)
            assert np.allclose(raw.get_data(c["name"])[0], np.array(c["values"]) * factor, rtol=1e-9, atol=0)
    return {"channels": channels, "events": notes}


CASES = {
    "edfio EDF": lambda path: by_edfio(path, annotated=False, fractional=False),
    "edfio EDF+C": lambda path: by_edfio(path, annotated=True, fractional=False),
    "edfio EDF+C with a fraction of a second": lambda path: by_edfio(path, annotated=True, fractional=True),
    "pyedflib EDF": lambda path: by_pyedflib(path, pyedflib.FILETYPE_EDF),
    "pyedflib EDF+C": lambda path: by_pyedflib(path, pyedflib.FILETYPE_EDFPLUS),
}



def by_pyedflib_bdf(path, file_type):
    """24 bits: the ends of the range, and steps far below those of 16 bits."""
    own = np.random.default_rng(SEED + 1)
    writer = pyedflib.EdfWriter(str(path), 2, file_type=file_type)
    heads = [
        dict(label="EMG biceps", dimension="uV", sample_frequency=100, physical_min=-262144, physical_max=262143, digital_min=-8388608, digital_max=8388607),
        dict(label="Force", dimension="N", sample_frequency=100, physical_min=-10, physical_max=500, digital_min=-100, digital_max=7000000),
    ]
    for head in heads:
        head.update(transducer="", prefilter="")
    writer.setSignalHeaders(heads)
    writer.setStartdatetime(datetime.datetime(2026, 11, 24, 10, 30, 5))
    digital = [own.integers(head["digital_min"], head["digital_max"] + 1, 200).astype(np.int32) for head in heads]
    digital[0][:3] = [-8388608, 8388607, -1]
    writer.writeSamples(digital, digital=True)
    if file_type == pyedflib.FILETYPE_BDFPLUS:
        writer.writeAnnotation(0.5, -1, "start")
        writer.writeAnnotation(1.0625, 0.5, "hold 70 % – ü")
    writer.close()
    return "2026-11-24T10:30:05"


BDF_CASES = {
    "pyedflib BDF": lambda path: by_pyedflib_bdf(path, pyedflib.FILETYPE_BDF),
    "pyedflib BDF+C": lambda path: by_pyedflib_bdf(path, pyedflib.FILETYPE_BDFPLUS),
}


def write(kind, makers):
    cases = []
    for name, make in makers.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"made.{kind}"
            started_at = make(path)
            file = base64.b64encode(path.read_bytes()).decode()
            cases.append({"name": name, "base64": file, "startedAt": started_at, **truth(path)})
    head = {
        "kind": kind,
        "written_by": "golden/recording/generate.py",
        **{package: version(package) for package in ["edfio", "pyedflib", "mne", "numpy"]},
        "seed": SEED,
        "tolerance": 1e-12,
        "tolerance_reason": "one multiplication and one addition per sample, in another order; error = max|difference| / max|reference|",
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    (OUT / f"{kind}.json").write_text(json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n")


write("edf", CASES)
write("bdf", BDF_CASES)
