"""Writes golden/networks/*.json: logits, losses and gradients of torchvision's ResNet-18 and ResNet-50; safetensors files.

No weights are stored: both sides compute them from the tensors' names (`draws`; in TypeScript src/model/check-draws.ts).
References are computed in float64 from inputs that float32 holds exactly. Run: python golden/networks/generate.py, with a
Python that has torchvision and safetensors (they ask for a newer torch than golden/requirements.txt names); without them the
files stay as they are.
"""

import base64
import json
import pathlib
import sys

import numpy as np

try:
    import safetensors
    import safetensors.torch
    import torch
    import torch.nn.functional as F
    import torchvision
except ImportError as missing:
    print(f"golden/networks stays as it is: {missing}", file=sys.stderr)
    sys.exit(0)

FOLDER = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)


def draws(name, n):
    """n numbers in [-1, 1) that depend on the name alone: a hash of the position, seeded by a hash of the name."""
    seed = 2166136261
    for byte in name.encode():
        seed = ((seed ^ byte) * 16777619) & 0xFFFFFFFF
    v = np.arange(n, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(seed)
    v ^= v >> np.uint32(16)
    v *= np.uint32(0x85EBCA6B)
    v ^= v >> np.uint32(13)
    v *= np.uint32(0xC2B2AE35)
    v ^= v >> np.uint32(16)
    return (v >> np.uint32(8)).astype(np.float64) / 2**23 - 1


def weight(name, shape):
    """Weights of unit gain, and statistics that are not those of a fresh network."""
    u = draws(name, int(np.prod(shape)))
    if len(shape) > 1:
        u = u * np.sqrt(6 / np.prod(shape[1:]))
    elif name.endswith("running_var"):
        u = 1 + 0.5 * u
    elif name.endswith(".weight"):
        u = 0.75 + 0.25 * u
    else:
        u = 0.25 * u
    return torch.tensor(u.astype(np.float32).astype(np.float64).reshape(shape))


def network(depth, channels, classes):
    net = getattr(torchvision.models, f"resnet{depth}")(num_classes=classes)
    if channels == 1:
        net.conv1 = torch.nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=False)
    with torch.no_grad():
        for name, value in net.state_dict().items():
            if value.is_floating_point():
                value.copy_(weight(name, tuple(value.shape)))
    return net


def digits(value, n=9):
    return [float(f"{x:.{n}g}") for x in value.detach().reshape(-1).tolist()]


def case(depth, shape, classes, gradients=()):
    n, channels, height, width = shape
    x = torch.tensor(draws("input", int(np.prod(shape))).reshape(shape))
    net = network(depth, channels, classes).eval()
    inference = net(x)
    net = network(depth, channels, classes).train()
    training = net(x)
    loss = F.cross_entropy(training, torch.arange(n) % classes)
    loss.backward()
    found = dict(net.named_parameters())
    state = net.state_dict()
    # Every step-th value stands for a tensor: the golden file stays small.
    steps = {name: max(1, found[name].numel() // 300) | 1 for name in gradients}
    return {
        "depth": depth,
        "shape": shape,
        "classes": classes,
        "nParameters": sum(p.numel() for p in net.parameters()),
        "inference": digits(inference),
        "training": digits(training),
        "loss": loss.item(),
        "running": {name: digits(state[name]) for name in ("bn1.running_mean", "bn1.running_var")},
        "gradients": {
            name: {"step": step, "values": digits(found[name].grad.reshape(-1)[::step], 7)} for name, step in steps.items()
        },
    }


def write(kind, tolerance, reason, cases):
    head = {
        "kind": kind,
        "written_by": "golden/networks/generate.py",
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "safetensors": safetensors.__version__,
        "numpy": np.__version__,
        "tolerance": tolerance,
        "tolerance_reason": reason,
    }
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases)
    (FOLDER / f"{kind}.json").write_text(json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n")


def residual_cases():
    gradients = ["fc.weight", "layer4.0.conv2.weight", "layer1.0.bn1.weight", "conv1.weight"]
    yield case(18, (4, 3, 32, 32), 10, gradients)
    yield case(18, (2, 1, 96, 96), 3)
    yield case(18, (2, 3, 64, 80), 1000)
    # Deeper, float32 does not carry them: PyTorch's own float32 gradients of conv1 and layer4 are 0.6 % off its float64 ones.
    yield case(50, (2, 3, 64, 64), 10, gradients[:1])
    yield case(50, (2, 1, 96, 96), 3)
    yield case(50, (2, 3, 64, 64), 1000)


def safetensors_case(name, tensors, metadata=None):
    """A file as Python writes it, and what is in it."""
    written = safetensors.torch.save(tensors, metadata)
    return {
        "name": name,
        "file": base64.b64encode(written).decode(),
        "metadata": metadata or {},
        "tensors": {
            key: {
                "dtype": str(value.dtype).removeprefix("torch."),
                "shape": list(value.shape),
                # JSON knows neither infinity nor NaN.
                "values": [x if np.isfinite(x) else str(x) for x in value.double().reshape(-1).tolist()],
            }
            for key, value in tensors.items()
        },
    }


def safetensors_cases():
    numbers = [0.0, -0.0, 1.0, -2.5, 1 / 3, 65504.0, 1e5, 6e-8, 3e-5, 6.2e-5, float("inf"), -float("inf"), float("nan")]
    plain = {
        "b.weight": torch.tensor([[1, -2.5, 3e-3], [4, 1e-30, 7]], dtype=torch.float32),
        "a.bias": torch.tensor([7.5], dtype=torch.float32),
        "10": torch.tensor(2.0, dtype=torch.float32),
        "9": torch.tensor([3.0], dtype=torch.float32),
        "empty \u00e9 \" ": torch.zeros((0, 3), dtype=torch.float32),
    }
    yield safetensors_case("float32", plain)
    yield safetensors_case("float32 with metadata", plain, {"format": "pt"})
    yield safetensors_case("no tensor", {})
    mixed = {"bn.num_batches_tracked": torch.tensor(5), "mask": torch.tensor([True, False, True])}
    for dtype in ["float16", "bfloat16", "float32", "float64"]:
        mixed[dtype] = torch.tensor(numbers).to(getattr(torch, dtype))
    yield safetensors_case("every float type", mixed)


if __name__ == "__main__":
    write("safetensors", 0, "the same numbers", safetensors_cases())
    write(
        "residual-network", 1e-3,
        "a whole float32 network of up to 50 layers against float64; error = max|difference| / max|reference| per array",
        residual_cases(),
    )
