"""What learn-tasks.ts does, in PyTorch."""
import torch
from torch import nn

versions = {"torch": torch.__version__}

torch.set_num_threads(2)
torch.manual_seed(1)


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


def resnet50():
    """[stages up to the third, the last stage and the dense layer]"""
    frozen = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]
    last, inputs = [], 64
    for width, count, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        for i in range(count):
            (last if width == 512 else frozen).append(Bottleneck(inputs, width, stride if i == 0 else 1))
            inputs = 4 * width
    return nn.Sequential(
        nn.Sequential(*frozen), nn.Sequential(*last, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 2))
    )


def custom():
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.AvgPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
        nn.Flatten(), nn.Dropout(0.5), nn.Linear(16, 2),
    )


def blocks():
    layers, before = [], 1
    for filters in (16, 32, 64):
        layers += [nn.Conv2d(before, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(), nn.MaxPool2d(2)]
        before = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 2))


def adamw(parameters):
    return torch.optim.AdamW(parameters, lr=1e-3, weight_decay=1e-2)


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=1e-3, momentum=0.9)


def train_task(net, batch, shape, steps, make_optimiser, frozen=None):
    if frozen is not None:
        frozen.requires_grad_(False)
    optimiser = make_optimiser([parameter for parameter in net.parameters() if parameter.requires_grad])
    inputs = torch.randn(batch, *shape)
    targets = torch.eye(2)[torch.arange(batch) % 2]

    def run():
        net.train()
        if frozen is not None:
            frozen.eval()
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


def last_stage_task(net, *options):
    return train_task(net, *options, frozen=net[0])


small, large = (1, 64, 64), (3, 224, 224)
makers = {
    "custom-cnn-train-step": lambda: train_task(custom(), 32, (1, 25, 32), 40, adamw),
    "cnn-train-step": lambda: train_task(blocks(), 32, small, 20, adamw),
    "cnn-infer-b1": lambda: infer_task(blocks(), 1, small, 100),
    "cnn-infer-b32": lambda: infer_task(blocks(), 32, small, 10),
    "resnet50-train-step": lambda: train_task(resnet50(), 8, large, 6, sgd),
    "resnet50-finetune-pytorch": lambda: last_stage_task(resnet50(), 8, (3, 96, 96), 6, sgd),
    "resnet50-infer-b1": lambda: infer_task(resnet50(), 1, large, 4),
    "resnet50-infer-b32": lambda: infer_task(resnet50(), 32, large, 1),
}
