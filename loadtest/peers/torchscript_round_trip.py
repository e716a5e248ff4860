"""PyTorch's side of loadtest/peers/torchscript: exports a module, and holds its predictions against those of Tributary."""
import sys
import warnings

import numpy
import torch
from safetensors.torch import load_file
from torch import nn

CLOSE = 1e-5
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


def compare(weights, inputs, probabilities):
    network = Network()
    missing = network.load_state_dict(load_file(weights), strict=False).missing_keys
    assert all(name.endswith("num_batches_tracked") for name in missing), missing
    images = torch.from_numpy(numpy.fromfile(inputs, "<f4").reshape(-1, 28, 28, 1)).permute(0, 3, 1, 2)
    theirs = numpy.fromfile(probabilities, "<f4").reshape(-1, 10)
    with torch.no_grad():
        ours = network.eval()(images).softmax(1).numpy()
    assert ours.shape == theirs.shape, (ours.shape, theirs.shape)
    largest = numpy.abs(ours - theirs).max()
    print(f"{len(ours)} predictions of {weights.rsplit('/', 1)[-1]} differ by at most {largest:.1e}; "
          f"certain by {ours.max(1).mean():.3f} on average")
    return 0 if largest < CLOSE else f"they differ by more than {CLOSE}"


if __name__ == "__main__":
    sys.exit({"export": export, "compare": compare}[sys.argv[1]](*sys.argv[2:]))
