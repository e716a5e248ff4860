"""PyTorch's side of loadtest/peers/torch: exports weights, and holds its predictions against those of Tributary."""
import sys

import numpy
import torch
from safetensors.torch import load_file, save_file

CLOSE = 1e-5


class Network(torch.nn.Module):
    """Layers are called as docs/networks.md calls those of a stack."""

    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(1, 8, 3)
        self.bn1 = torch.nn.BatchNorm2d(8)
        self.conv2 = torch.nn.Conv2d(8, 16, 3)
        self.dense1 = torch.nn.Linear(400, 32)
        self.dense2 = torch.nn.Linear(32, 10)

    def forward(self, x):
        x = torch.relu(torch.max_pool2d(self.bn1(self.conv1(x)), 2))
        x = torch.relu(torch.max_pool2d(self.conv2(x), 2))
        return self.dense2(torch.relu(self.dense1(x.flatten(1))))


def export(path):
    torch.manual_seed(7)
    network = Network()
    network(torch.rand(64, 1, 28, 28))  # so that the running statistics are no longer 0 and 1
    save_file(network.state_dict(), path)


def compare(weights, inputs, probabilities, network=None):
    network = network or Network()
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
