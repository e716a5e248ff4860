"""PyTorch's side of loadtest/peers/torchscript: exports a module, and holds its predictions against those of Tributary."""
import sys
import warnings
from functools import partial

import torch
from torch import nn
from torch_round_trip import compare

warnings.filterwarnings("ignore", category=FutureWarning)  # PyTorch calls torch.jit deprecated


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.bn = nn.BatchNorm2d(channels)

    def forward(self, x):
        return nn.functional.relu(x + self.bn(self.conv(x)))


class Network(nn.Module):
    """What a stack of layers cannot say: a branch, other activations, other norms."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 8, 3)
        self.residual = Residual(8)
        self.pool = nn.AdaptiveAvgPool2d((6, 6))
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(288, 32), nn.LayerNorm(32), nn.GELU(), nn.Linear(32, 10))

    def forward(self, x):
        x = self.residual(nn.functional.silu(self.stem(x)))
        return self.head(self.dropout(self.pool(x)))


def export(path):
    torch.manual_seed(7)
    network = Network()
    network(torch.rand(64, 1, 28, 28))  # so that the running statistics are no longer 0 and 1
    torch.jit.save(torch.jit.script(network.train()), path)


if __name__ == "__main__":
    sys.exit({"export": export, "compare": partial(compare, network=Network())}[sys.argv[1]](*sys.argv[2:]))
