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
    # The transform alone: ours takes the power and its logarithm as well.
    tasks["stft-log-power"] = tasks["stft"]
    tasks["welch"] = lambda: s.welch(x, 1000, "hann", 1024)
    tasks["resample"] = lambda: s.resample_poly(x, 1, 2)
except ImportError as error:
    print(f"# {error}", file=sys.stderr)
try:
    import pywt

    # By FFT: its other method, direct convolution, takes longer.
    morlet = f"cmor2.0-{6 / (2 * np.pi):.15f}"
    scales = pywt.frequency2scale(morlet, np.geomspace(20, 450, 16) / 1000)
    tasks["cwt"] = lambda: pywt.cwt(x, scales, morlet, 0.001, method="fft")
except ImportError as error:
    print(f"# {error}", file=sys.stderr)
try:
    import torch
    from torch import nn

    torch.set_num_threads(2)
    torch.manual_seed(1)

    def adamw(net):
        return torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-2)

    def sgd(net):
        return torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)

    class Bottleneck(nn.Module):
        def __init__(self, inputs, width, stride):
            super().__init__()
            outputs = 4 * width
            self.path = nn.Sequential(
                nn.Conv2d(inputs, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True),
                nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True),
                nn.Conv2d(width, outputs, 1, bias=False), nn.BatchNorm2d(outputs),
            )
            self.shortcut = nn.Identity() if inputs == outputs else nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )
            self.relu = nn.ReLU(inplace=True)

        def forward(self, x):
            return self.relu(self.path(x) + self.shortcut(x))

    def resnet50(classes):
        parts = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]
        inputs = 64
        for width, count, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
            for i in range(count):
                parts.append(Bottleneck(inputs, width, stride if i == 0 else 1))
                inputs = 4 * width
        return nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, classes))

    def train_task(net, batch, shape, steps, make_optimiser=adamw):
        optimiser = make_optimiser(net)
        inputs = torch.randn(batch, *shape)
        targets = torch.eye(2)[torch.arange(batch) % 2]

        def run():
            net.train()
            for _ in range(steps):
                loss = -(targets * net(inputs).log_softmax(1)).sum(1).mean()
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()

        return run

    def infer_task(net, batch, shape, runs):
        inputs = torch.randn(batch, *shape)

        @torch.inference_mode()
        def run():
            net.eval()
            for _ in range(runs):
                net(inputs).softmax(1)

        return run

    custom = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.AvgPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
        nn.Flatten(), nn.Dropout(0.5), nn.Linear(16, 2),
    )
    layers, before = [], 1
    for filters in (16, 32, 64):
        layers += [nn.Conv2d(before, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(), nn.MaxPool2d(2)]
        before = filters
    blocks = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 2))
    tasks["custom-cnn-train-step"] = train_task(custom, 32, (1, 25, 32), 40)
    tasks["cnn-train-step"] = train_task(blocks, 32, (1, 64, 64), 20)
    tasks["cnn-infer-b1"] = infer_task(blocks, 1, (1, 64, 64), 100)
    tasks["cnn-infer-b32"] = infer_task(blocks, 32, (1, 64, 64), 10)
    big = resnet50(2)
    tasks["resnet50-train-step"] = train_task(big, 8, (3, 224, 224), 4, sgd)
    tasks["resnet50-infer-b1"] = infer_task(big, 1, (3, 224, 224), 4)
    tasks["resnet50-infer-b32"] = infer_task(big, 32, (3, 224, 224), 1)
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
