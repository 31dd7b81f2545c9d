"""Reads from a virtual BITalino with the official Python client (PyPI: bitalino 1.2.6) and checks what comes.

In one terminal: npm run -s myofade -- virtual-bitalino --tcp 8001
In another: python golden/peers/bitalino_client.py [ADDRESS], with a Python that has bitalino, numpy and pyserial
(pip install --no-deps bitalino==1.2.6 leaves out PyBluez, which TCP and serial ports do not need).
ADDRESS is 127.0.0.1:8001 where nothing is said, or the path of a terminal (--pty); the client takes
only paths that begin with /dev/, so pass what the link points to: $(readlink /tmp/myofade-bitalino).
"""

import sys
import time

import numpy as np
from bitalino import BITalino

address = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:8001"
device = BITalino(address)
version = device.version()
print("version", version)
is_revolution = float(version.split("_v")[1][:3]) >= 4.2
device.battery(30)
if is_revolution:
    state = device.state()
    print("state", {key: np.asarray(value).tolist() for key, value in state.items()})
    assert state["batteryThreshold"] == 30


def drain(client):
    """Takes in what was on its way when the device stopped: the client itself would stumble over it."""
    time.sleep(0.2)
    if client.serial:
        client.socket.reset_input_buffer()
        return
    client.socket.settimeout(0.1)
    try:
        while client.socket.recv(65536):
            pass
    except TimeoutError:
        pass
    client.socket.settimeout(None)


ROUNDS = 3
for n_channels in range(1, 7):
    device.start(1000, list(range(n_channels)))
    begun = time.monotonic()
    data = np.vstack([device.read(1000) for _ in range(ROUNDS)])
    elapsed = time.monotonic() - begun
    sequence = data[:, 0].astype(int)
    assert sequence[0] == 0, "the first sequence number is not 0"
    assert np.all(np.diff(sequence) % 16 == 1), "sequence numbers are not in order"
    values = data[:, 5:]
    assert values.shape == (1000 * ROUNDS, n_channels)
    largest = np.array([1023] * 4 + [63] * 2)[:n_channels]
    assert np.all(values >= 0) and np.all(values <= largest)
    means = ", ".join(f"A{i + 1} {mean:.0f}" for i, mean in enumerate(values.mean(axis=0)))
    print(f"{n_channels} channels: {len(data)} samples in order in {elapsed:.2f} s; means {means}")
    if is_revolution and n_channels == 6:
        device.trigger([1, 0])
        digital = device.read(500)[:, 1:5]
        assert digital[-1].tolist() == [0, 0, 1, 0], "the output O1 does not show"
        print("trigger: O1 shows in the digital lines")
    device.stop()
    drain(device)
device.close()
print("all good")
