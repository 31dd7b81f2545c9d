"""Peers for bench.ts: times one named task per line of stdin, answers with milliseconds, or with `absent <why>`."""
import sys, time
import numpy as np

rng = np.random.default_rng(1)
x = rng.standard_normal(600_000)
tasks = {}
try:
    import scipy.signal as s

    sos = s.butter(4, [20, 450], "band", fs=1000, output="sos")
    tasks["sosfiltfilt"] = lambda: s.sosfiltfilt(sos, x)
    tasks["stft"] = lambda: s.stft(x, 1000, "hann", 256, 192, boundary=None, padded=False)
    tasks["welch"] = lambda: s.welch(x, 1000, "hann", 1024)
    tasks["resample"] = lambda: s.resample_poly(x, 1, 2)
except ImportError as error:
    print(f"# {error}", file=sys.stderr)
try:
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(1)
    net = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.AvgPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
        nn.Flatten(), nn.Dropout(0.5), nn.Linear(16, 2),
    )
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-2)
    inputs = torch.randn(32, 1, 25, 32)
    targets = torch.eye(2)[torch.arange(32) % 2]

    def train_steps():
        for _ in range(20):
            loss = -(targets * net(inputs).log_softmax(1)).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()

    tasks["train"] = train_steps
except ImportError as error:
    print(f"# {error}", file=sys.stderr)

for line in sys.stdin:
    name = line.strip()
    if name not in tasks:
        print(f"absent {name}", flush=True)
        continue
    start = time.perf_counter()
    tasks[name]()
    print((time.perf_counter() - start) * 1e3, flush=True)
