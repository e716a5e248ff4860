"""The training step of LearningStepBenchmark in PyTorch itself: milliseconds a step, median of the measurements.

    python3 -m venv /tmp/torch && /tmp/torch/bin/pip install torch==2.7.1
    GLIBC_TUNABLES=glibc.malloc.hugetlb=1 /tmp/torch/bin/python loadtest/peers/bare_torch_step.py [measurements] [threads]

One batch that is already there, forward, cross-entropy, backward, step; gradients set to None between steps.
"""

import statistics
import sys
import time

import torch
from torch import nn


def network(name):
    if name == "cnn":
        return nn.Sequential(
            nn.Conv2d(3, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(64 * 54 * 54, 128), nn.ReLU(), nn.Linear(128, 10)), (3, 224, 224)
    return nn.Sequential(
        nn.Conv2d(1, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 5, padding=2), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64 * 7 * 7, 512), nn.ReLU(), nn.Linear(512, 10)), (1, 28, 28)


def measure(name, batch, rule, steps):
    model, shape = network(name)
    inputs = torch.rand(batch, *shape)
    labels = torch.arange(batch) % 10
    loss = nn.CrossEntropyLoss()
    parameters = model.parameters()
    optimizer = torch.optim.Adam(parameters, lr=0.001) if rule == "adam" else torch.optim.SGD(parameters, lr=0.01)
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss(model(inputs), labels).backward()
        optimizer.step()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main():
    measurements = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else torch.get_num_threads())
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads")
    for name, batch, rule, steps in [
            ("fedavg-cnn", 10, "sgd", 200), ("fedavg-cnn", 32, "sgd", 100), ("cnn", 10, "sgd", 12),
            ("cnn", 10, "adam", 12)]:
        measure(name, batch, rule, steps)
        figures = [measure(name, batch, rule, steps) for _ in range(measurements)]
        print(f"{name} batch {batch} {rule}: {statistics.median(figures):.2f} ms")


if __name__ == "__main__":
    main()
