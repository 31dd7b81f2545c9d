"""Writes golden/learn/*.json: what PyTorch says about every operator, both optimisers and a small residual network.

All values are computed in float64 from inputs that are exact in float32, so the references are the truth for a float32
implementation. Run: python golden/learn/generate.py
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

SEED = 20250301
FOLDER = pathlib.Path(__file__).parent
random = np.random.default_rng(SEED)
torch.manual_seed(SEED)
torch.set_default_dtype(torch.float64)


def draw(*shape, scale=1.0, shift=0.0):
    """Random numbers that float32 holds exactly."""
    values = (random.standard_normal(shape) * scale + shift).astype(np.float32)
    return torch.tensor(values.astype(np.float64))


def tensor(value):
    """A tensor as data; nine digits hold a float32."""
    flat = value.detach().reshape(-1).tolist()
    return {"shape": list(value.shape), "data": [float(f"{x:.9g}") for x in flat]}


def write(kind, tolerance, reason, cases):
    head = {
        "kind": kind,
        "written_by": "golden/learn/generate.py",
        "torch": torch.__version__,
        "numpy": np.__version__,
        "seed": SEED,
        "tolerance": tolerance,
        "tolerance_reason": reason,
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    text = json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n]}\n"
    (FOLDER / f"{kind}.json").write_text(text)


WHOLE_NETWORK = (
    "a whole float32 network against float64, per tensor; epsilon 1e-3 keeps AdamW from magnifying gradients near 0"
)
ONE_LAYER = "one float32 layer against float64; error = max|difference| / max|reference| per tensor"


def operator_case(inputs, options, function):
    """Output and gradients of an operator; `upstream` is the gradient arriving at its output."""
    leaves = {name: value.clone().requires_grad_() for name, value in inputs.items()}
    y = function(**leaves)
    upstream = draw(*y.shape)
    y.backward(upstream)
    return {
        "options": options,
        "inputs": {name: tensor(value) for name, value in inputs.items()},
        "upstream": tensor(upstream),
        "y": tensor(y),
        "gradients": {name: tensor(leaf.grad) for name, leaf in leaves.items()},
    }


def conv_cases():
    # n, channels, h, w, filters, kernel, stride, padding, groups, bias
    table = [
        (2, 1, 7, 9, 3, (3, 3), (1, 1), (0, 0), 1, True),
        (2, 3, 7, 9, 4, (3, 3), (1, 1), (1, 1), 1, False),
        (2, 2, 8, 11, 3, (3, 5), (2, 1), (1, 2), 1, True),
        (2, 2, 9, 6, 3, (2, 4), (1, 1), (1, 2), 1, True),
        (2, 2, 10, 7, 3, (4, 2), (2, 2), (1, 0), 1, True),
        (2, 3, 10, 9, 5, (1, 1), (1, 1), (0, 0), 1, True),
        (2, 3, 10, 9, 4, (1, 1), (2, 2), (0, 0), 1, False),
        (1, 3, 16, 13, 4, (7, 7), (2, 2), (3, 3), 1, False),
        (2, 2, 8, 10, 3, (3, 3), (3, 3), (0, 0), 1, True),
        (2, 2, 9, 12, 3, (2, 2), (3, 4), (0, 0), 1, True),
        (2, 2, 12, 5, 3, (12, 1), (1, 1), (0, 0), 1, True),
        (2, 1, 5, 20, 3, (1, 8), (1, 3), (0, 4), 1, True),
        (3, 4, 7, 6, 6, (3, 3), (1, 2), (1, 1), 2, True),
        (2, 4, 7, 6, 8, (3, 2), (2, 1), (1, 1), 4, False),
        (2, 3, 5, 5, 3, (5, 5), (1, 1), (0, 0), 1, True),
        (8, 2, 6, 10, 4, (3, 3), (2, 2), (1, 1), 1, True),
    ]
    for n, c, h, w, filters, kernel, stride, padding, groups, bias in table:
        inputs = {"x": draw(n, c, h, w), "weight": draw(filters, c // groups, *kernel, scale=0.5)}
        if bias:
            inputs["bias"] = draw(filters)
        options = {"stride": stride, "padding": padding, "groups": groups}
        yield operator_case(inputs, options, lambda x, weight, bias=None: F.conv2d(x, weight, bias, **options))


def pool_cases(function, more):
    # n, channels, h, w, kernel, stride, padding
    table = [
        (2, 2, 6, 8, (2, 2), (2, 2), (0, 0)),
        (2, 2, 7, 9, (2, 2), (2, 2), (0, 0)),
        (2, 3, 9, 12, (3, 3), (2, 2), (1, 1)),
        (1, 2, 8, 7, (3, 3), (1, 1), (1, 1)),
        (2, 2, 11, 9, (1, 3), (1, 3), (0, 0)),
        (2, 2, 10, 7, (4, 2), (3, 1), (2, 1)),
        (2, 1, 11, 13, (2, 3), (4, 5), (0, 0)),
    ]
    for n, c, h, w, kernel, stride, padding in table:
        options = {"kernel": kernel, "stride": stride, "padding": padding}
        yield operator_case({"x": draw(n, c, h, w)}, options, lambda x: function(x, kernel, stride, padding))
    yield from more


def tied_max_pool():
    """Rectified inputs: whole windows of zeros, where the first element gets the gradient."""
    x = torch.relu(draw(2, 2, 9, 8) - 0.8)
    for kernel, stride, padding in [((3, 3), (2, 2), (1, 1)), ((2, 2), (2, 2), (0, 0))]:
        options = {"kernel": kernel, "stride": stride, "padding": padding}
        yield operator_case({"x": x}, options, lambda x: F.max_pool2d(x, kernel, stride, padding))


def norm_training_cases():
    for shape, offset, epsilon in [
        ((4, 3, 5, 7), 0.0, 1e-5),
        ((5, 2, 1, 1), 0.0, 1e-5),
        ((8, 3), 1.0, 1e-3),
        ((3, 2, 8, 6), 100.0, 1e-5),
    ]:
        c = shape[1]
        inputs = {"x": draw(*shape, shift=offset), "scale": draw(c, shift=1.0), "shift": draw(c)}
        mean, variance = draw(c), draw(c).abs() + 0.5
        running = mean.float().double(), variance.float().double()
        moved = running[0].clone(), running[1].clone()
        case = operator_case(
            inputs, {"epsilon": epsilon},
            lambda x, scale, shift: F.batch_norm(x, *moved, scale, shift, training=True, momentum=0.1, eps=epsilon),
        )
        yield case | {
            "running": {"mean": tensor(running[0]), "variance": tensor(running[1])},
            "next": {"mean": tensor(moved[0]), "variance": tensor(moved[1])},
        }


def norm_inference_cases():
    for shape in [(2, 3, 5, 4), (5, 3)]:
        c = shape[1]
        mean, variance = draw(c), (draw(c).abs() + 0.5).float().double()
        case = operator_case(
            {"x": draw(*shape), "scale": draw(c, shift=1.0), "shift": draw(c)}, {"epsilon": 1e-5},
            lambda x, scale, shift: F.batch_norm(x, mean, variance, scale, shift, training=False, eps=1e-5),
        )
        yield case | {"running": {"mean": tensor(mean), "variance": tensor(variance)}}


def pointwise_cases():
    yield operator_case({"x": draw(2, 3, 4, 5)}, {"op": "relu"}, lambda x: F.relu(x))
    zeros = draw(3, 7)
    zeros[:, ::2] = 0
    yield operator_case({"x": zeros}, {"op": "relu"}, lambda x: F.relu(x))
    yield operator_case({"a": draw(2, 3, 4, 5), "b": draw(2, 3, 4, 5)}, {"op": "add"}, lambda a, b: a + b)
    yield operator_case({"a": draw(2, 3)}, {"op": "add-itself"}, lambda a: a + a)
    yield operator_case({"x": draw(4, 6)}, {"op": "scale", "k": -0.25}, lambda x: x * -0.25)
    mask = (draw(4, 6) > 0).double() * 2
    yield operator_case({"x": draw(4, 6)}, {"op": "mask"}, lambda x: x * mask) | {"mask": tensor(mask)}
    yield operator_case({"x": draw(2, 3, 4, 5)}, {"op": "flatten"}, lambda x: x.flatten(1))
    yield operator_case({"x": draw(2, 3, 4, 5)}, {"op": "global-average-pool"}, lambda x: x.mean((2, 3)))
    yield operator_case(
        {"a": draw(3, 4), "b": draw(3, 2), "c": draw(3, 1)}, {"op": "concat"}, lambda a, b, c: torch.cat([a, b, c], 1)
    )


def dense_cases():
    def linear(x, weight, bias=None):
        return F.linear(x, weight, bias)

    for n, inputs, units in [(4, 7, 3), (1, 5, 2), (8, 2, 9)]:
        yield operator_case({"x": draw(n, inputs), "weight": draw(units, inputs), "bias": draw(units)}, {}, linear)
    yield operator_case({"x": draw(4, 7), "weight": draw(3, 7)}, {}, linear)


def loss_cases():
    for n, classes, scale, weighted in [(5, 2, 1.0, False), (4, 6, 3.0, True), (3, 3, 40.0, True), (1, 2, 1.0, False)]:
        logits = draw(n, classes, scale=scale).requires_grad_()
        targets = torch.softmax(draw(n, classes), 1).float().double()
        if scale > 10:
            targets = F.one_hot(torch.arange(n) % classes, classes).double()
        weights = (draw(n).abs() + 0.1).float().double() if weighted else torch.ones(n)
        each = F.cross_entropy(logits, targets, reduction="none")
        loss = (weights * each).sum() / weights.sum() if weighted else F.cross_entropy(logits, targets)
        loss.backward()
        yield {
            "logits": tensor(logits), "targets": tensor(targets), "weights": tensor(weights),
            "loss": tensor(loss), "gradient": tensor(logits.grad),
        }


def optimiser_of(options, groups):
    """Weights decay, other parameters do not."""
    weights, others = groups
    both = [{"params": weights, "weight_decay": options["weightDecay"]}, {"params": others, "weight_decay": 0.0}]
    if options["kind"] == "sgd":
        return torch.optim.SGD(both, lr=options["learningRate"], momentum=options["momentum"])
    betas = options["beta1"], options["beta2"]
    return torch.optim.AdamW(both, lr=options["learningRate"], betas=betas, eps=options["epsilon"])


ADAMW = {"kind": "adamw", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.01, "learningRate": 1e-2}
SGD = {"kind": "sgd", "momentum": 0.9, "weightDecay": 1e-2, "learningRate": 0.05}


def optimiser_cases():
    table = [
        ADAMW,
        ADAMW | {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-4, "weightDecay": 0.3, "learningRate": 0.1},
        ADAMW | {"weightDecay": 0.0},
        SGD,
        SGD | {"momentum": 0.0, "weightDecay": 0.0},
        SGD | {"momentum": 0.5, "weightDecay": 0.5},
    ]
    for options in table:
        for decays in [True, False]:
            parameter = nn.Parameter(draw(6))
            start = tensor(parameter)
            groups = ([parameter], []) if decays else ([], [parameter])
            optimiser = optimiser_of(options, groups)
            gradients, values = [], []
            for step in range(6):
                parameter.grad = draw(6, scale=10.0 ** -(step % 3))
                gradients.append(tensor(parameter.grad))
                optimiser.step()
                values.append(tensor(parameter))
            yield {"options": options, "decays": decays, "start": start, "gradients": gradients, "values": values}


def schedule_cases():
    table = [("cosine", 0.1, 10), ("one-cycle", 0.01, 10), ("one-cycle", 1.0, 37), ("constant", 0.5, 4)]
    for schedule, peak, n in table:
        optimiser = torch.optim.SGD([nn.Parameter(draw(1))], lr=peak)
        makers = {
            "constant": lambda: torch.optim.lr_scheduler.ConstantLR(optimiser, factor=1.0),
            "cosine": lambda: torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, n),
            "one-cycle": lambda: torch.optim.lr_scheduler.OneCycleLR(optimiser, peak, total_steps=n),
        }
        scheduler = makers[schedule]()
        rates = []
        for _ in range(n):
            rates.append(optimiser.param_groups[0]["lr"])
            optimiser.step()
            if len(rates) < n:
                scheduler.step()
        yield {"schedule": schedule, "peak": peak, "nSteps": n, "rates": rates}


class ResidualNet(nn.Module):
    """The beginning of a ResNet with one block, as `golden.test.ts` builds it."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.block = nn.Module()
        self.block.conv1 = nn.Conv2d(6, 8, 3, stride=2, padding=1, bias=False)
        self.block.bn1 = nn.BatchNorm2d(8)
        self.block.conv2 = nn.Conv2d(8, 8, 3, padding=1, bias=False)
        self.block.bn2 = nn.BatchNorm2d(8)
        self.block.shortcut = nn.Conv2d(6, 8, 1, stride=2, bias=False)
        self.block.shortcut_bn = nn.BatchNorm2d(8)
        self.fc = nn.Linear(8, 3)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        y = F.relu(self.block.bn1(self.block.conv1(x)))
        y = self.block.bn2(self.block.conv2(y))
        x = F.relu(y + self.block.shortcut_bn(self.block.shortcut(x)))
        return self.fc(x.mean((2, 3)))


def network_cases():
    for options in [SGD, ADAMW | {"learningRate": 1e-2, "epsilon": 1e-3}]:
        net = ResidualNet()
        with torch.no_grad():
            for value in net.state_dict().values():
                if value.is_floating_point():
                    value.copy_(value.float().double())
        x = draw(4, 1, 25, 38)
        targets = torch.softmax(draw(4, 3, scale=2.0), 1).float().double()
        start = {k: tensor(v) for k, v in net.state_dict().items() if v.is_floating_point()}
        weights = [p for p in net.parameters() if p.dim() > 1]
        others = [p for p in net.parameters() if p.dim() == 1]
        optimiser = optimiser_of(options, (weights, others))
        losses, gradients = [], None
        for _ in range(5):
            optimiser.zero_grad()
            loss = F.cross_entropy(net(x), targets)
            loss.backward()
            gradients = gradients or {k: tensor(p.grad) for k, p in net.named_parameters()}
            losses.append(loss.item())
            optimiser.step()
        after = {k: tensor(v) for k, v in net.state_dict().items() if v.is_floating_point()}
        net.eval()
        with torch.no_grad():
            probabilities = torch.softmax(net(x), 1)
        yield {
            "options": options, "x": tensor(x), "targets": tensor(targets), "start": start, "losses": losses,
            "gradients": gradients, "after": after, "probabilities": tensor(probabilities),
        }


class MarkedNet(nn.Module):
    """Two blocks and a side feature's dense layer, as `golden.test.ts` builds it; `block2` is the explained layer."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 4, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 6, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(6)
        self.fc = nn.Linear(8, 3)

    def forward(self, x, side):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 2)
        self.block2 = F.relu(self.bn2(self.conv2(x)))
        return self.fc(torch.cat([F.avg_pool2d(self.block2, 2).mean((2, 3)), side], 1))


def grad_cam(net, x, side, label):
    """Selvaraju et al. 2017, written out."""
    logits = net(x, side)
    activation = net.block2
    (gradient,) = torch.autograd.grad(logits[:, label].sum(), activation)
    return F.relu((gradient.mean((2, 3), keepdim=True) * activation).sum(1)).detach()


def integrated_gradients(net, starts, ends, label, steps):
    """Sundararajan et al. 2017 with the middles of equal parts of the path, written out."""
    places = (torch.arange(steps) + 0.5) / steps
    points = []
    for start, end in zip(starts, ends):
        shape = (steps,) + (1,) * (end.dim() - 1)
        points.append((start + places.reshape(shape) * (end - start)).requires_grad_())
    gradients = torch.autograd.grad(net(*points)[:, label].sum(), points)
    return [g.mean(0, keepdim=True) * (end - start) for g, start, end in zip(gradients, starts, ends)]


def explanation_cases():
    global random
    # A stream of its own: other kinds stay as they are when cases are added here.
    random = np.random.default_rng(SEED + 1)
    torch.manual_seed(SEED + 1)
    net = MarkedNet()
    with torch.no_grad():
        for name, value in net.state_dict().items():
            if "running_mean" in name:
                value.copy_(draw(*value.shape, scale=0.3))
            elif "running_var" in name:
                value.copy_((draw(*value.shape).abs() + 0.5).float().double())
            elif value.is_floating_point():
                value.copy_(value.float().double())
    net.eval()
    weights = {k: tensor(v) for k, v in net.state_dict().items() if v.is_floating_point()}
    for label, steps, zero in [(0, 8, True), (2, 16, False), (1, 50, False)]:
        x, side = draw(2, 2, 11, 14), draw(2, 2)
        baseline, side_baseline = draw(1, 2, 11, 14, scale=0.2), draw(1, 2, scale=0.2)
        if zero:
            baseline, side_baseline = torch.zeros_like(baseline), torch.zeros_like(side_baseline)
        maps = grad_cam(net, x, side, label)
        resized = F.interpolate(maps[:, None], size=(11, 14), mode="bilinear", align_corners=False)[:, 0]
        smaller = F.interpolate(maps[:, None], size=(3, 4), mode="bilinear", align_corners=False)[:, 0]
        found = integrated_gradients(net, (baseline, side_baseline), (x[:1], side[:1]), label, steps)
        with torch.no_grad():
            scores = net(x[:1], side[:1])[0, label].item(), net(baseline, side_baseline)[0, label].item()
        yield {
            "class": label, "steps": steps, "weights": weights, "x": tensor(x), "side": tensor(side),
            "baseline": tensor(baseline), "sideBaseline": tensor(side_baseline), "maps": tensor(maps),
            "resized": tensor(resized), "smaller": tensor(smaller), "attributions": tensor(found[0]),
            "sideAttributions": tensor(found[1]), "score": scores[0], "baselineScore": scores[1],
        }


def fresh_stream(number):
    """A stream of its own for a kind, so that other kinds stay as they are when cases are added here."""
    global random
    random = np.random.default_rng(SEED + number)
    torch.manual_seed(SEED + number)


def warm_up_cases():
    fresh_stream(2)
    for schedule, peak, n, steps, factor in [
        ("cosine", 0.1, 12, 4, 1 / 3), ("cosine", 0.01, 30, 7, 0.01), ("constant", 0.5, 6, 5, 0.1), ("cosine", 1.0, 5, 1, 1.0),
    ]:
        optimiser = torch.optim.SGD([nn.Parameter(draw(1))], lr=peak)
        after = {
            "constant": lambda: torch.optim.lr_scheduler.ConstantLR(optimiser, factor=1.0),
            "cosine": lambda: torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, n - steps),
        }
        rise = torch.optim.lr_scheduler.LinearLR(optimiser, start_factor=factor, total_iters=steps)
        scheduler = torch.optim.lr_scheduler.SequentialLR(optimiser, [rise, after[schedule]()], milestones=[steps])
        rates = []
        for _ in range(n):
            rates.append(optimiser.param_groups[0]["lr"])
            optimiser.step()
            if len(rates) < n:
                scheduler.step()
        warmup = {"steps": steps, "startFactor": factor}
        yield {"schedule": schedule, "peak": peak, "nSteps": n, "warmup": warmup, "rates": rates}


def weighted_loss_cases():
    fresh_stream(3)
    for n, weights, smoothing, scale in [
        (6, [1.0, 3.0], 0.0, 1.0), (9, [0.5, 1.0, 4.0], 0.0, 3.0), (7, [0.2, 5.0, 1.0], 0.1, 2.0), (4, [2.0, 2.0], 0.3, 20.0),
    ]:
        classes = len(weights)
        logits = draw(n, classes, scale=scale).requires_grad_()
        labels = torch.tensor(random.integers(0, classes, n))
        loss = F.cross_entropy(logits, labels, weight=torch.tensor(weights), label_smoothing=smoothing)
        loss.backward()
        yield {
            "classWeights": weights, "labelSmoothing": smoothing, "logits": tensor(logits), "labels": labels.tolist(),
            "loss": tensor(loss), "gradient": tensor(logits.grad),
        }


def clip_cases():
    fresh_stream(4)
    for clip, scale in [(1.0, 1.0), (0.05, 1.0), (100.0, 1.0), (1.0, 1e-4), (2.0, 300.0)]:
        parameters = [nn.Parameter(torch.zeros(size)) for size in (7, 1, 30)]
        for parameter in parameters:
            parameter.grad = draw(*parameter.shape, scale=scale)
        gradients = [tensor(parameter.grad) for parameter in parameters]
        norm = nn.utils.clip_grad_norm_(parameters, clip)
        clipped = [tensor(parameter.grad) for parameter in parameters]
        yield {"clipNorm": clip, "gradients": gradients, "norm": norm.item(), "clipped": clipped}


class SmallNet(nn.Module):
    """As `golden.test.ts` builds it."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 2).mean((2, 3)))


def training_cases():
    """Warm-up, class weights, smoothing, clipping and averaging at once, over steps on the whole data."""
    fresh_stream(5)
    n, n_steps = 8, 7
    for options in [SGD, ADAMW | {"epsilon": 1e-3}]:
        net = SmallNet()
        with torch.no_grad():
            for value in net.state_dict().values():
                if value.is_floating_point():
                    value.copy_(value.float().double())
        x, labels = draw(n, 1, 9, 12), torch.tensor(random.integers(0, 3, n))
        start = {k: tensor(v) for k, v in net.state_dict().items() if v.is_floating_point()}
        weights = [p for p in net.parameters() if p.dim() > 1]
        others = [p for p in net.parameters() if p.dim() == 1]
        optimiser = optimiser_of(options, (weights, others))
        rise = torch.optim.lr_scheduler.LinearLR(optimiser, start_factor=0.1, total_iters=3)
        fall = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, n_steps - 3)
        scheduler = torch.optim.lr_scheduler.SequentialLR(optimiser, [rise, fall], milestones=[3])
        decay = torch.optim.swa_utils.get_ema_multi_avg_fn(0.7)
        averaged = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=decay, use_buffers=True)
        losses, norms = [], []
        for _ in range(n_steps):
            optimiser.zero_grad()
            loss = F.cross_entropy(net(x), labels, weight=torch.tensor([1.0, 2.0, 0.5]), label_smoothing=0.1)
            loss.backward()
            norms.append(nn.utils.clip_grad_norm_(net.parameters(), 0.4).item())
            optimiser.step()
            averaged.update_parameters(net)
            scheduler.step()
            losses.append(loss.item())
        after, average = [
            {k: tensor(v) for k, v in module.state_dict().items() if v.is_floating_point()}
            for module in (net, averaged.module)
        ]
        yield {
            "options": options, "clipNorm": 0.4, "ema": {"decay": 0.7}, "warmup": {"steps": 3, "startFactor": 0.1},
            "classWeights": [1.0, 2.0, 0.5], "labelSmoothing": 0.1, "x": tensor(x), "labels": labels.tolist(),
            "start": start, "losses": losses, "norms": norms, "after": after, "average": average,
        }


def resize_cases():
    # n, channels, h, w, size: larger, smaller, one axis each way, a single row
    table = [(2, 1, 5, 7, (12, 9)), (1, 2, 11, 8, (4, 3)), (2, 2, 6, 5, (3, 13)), (1, 1, 1, 6, (4, 6))]
    for n, c, h, w, size in table:
        yield operator_case(
            {"x": draw(n, c, h, w)},
            {"size": size},
            lambda x: F.interpolate(x, size=size, mode="bilinear", align_corners=False),
        )


EXPLANATION = "a whole float32 network and its gradients against float64, per array"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write("conv2d", 1e-5, ONE_LAYER, conv_cases())
    write("max-pool", 1e-5, ONE_LAYER, pool_cases(F.max_pool2d, tied_max_pool()))
    write("average-pool", 1e-5, ONE_LAYER, pool_cases(F.avg_pool2d, []))
    write("batch-norm-training", 1e-5, ONE_LAYER, norm_training_cases())
    write("batch-norm-inference", 1e-5, ONE_LAYER, norm_inference_cases())
    write("pointwise", 1e-5, ONE_LAYER, pointwise_cases())
    write("dense", 1e-5, ONE_LAYER, dense_cases())
    write("cross-entropy", 1e-5, ONE_LAYER, loss_cases())
    write("optimiser", 1e-5, ONE_LAYER, optimiser_cases())
    write("schedule", 1e-12, "the same float64 formula in another order", schedule_cases())
    write("network", 1e-5, WHOLE_NETWORK, network_cases())
    write("explanation", 1e-5, EXPLANATION, explanation_cases())
    write("warm-up", 1e-12, "the same float64 formula in another order", warm_up_cases())
    write("weighted-cross-entropy", 1e-5, ONE_LAYER, weighted_loss_cases())
    write("clip-norm", 1e-5, ONE_LAYER, clip_cases())
    write("training", 1e-5, WHOLE_NETWORK, training_cases())
    write("resize", 1e-5, ONE_LAYER, resize_cases())
