"""FedAvg's CNN on MNIST (McMahan et al. 2017, table 2) by a bare PyTorch loop in one process: nothing but the steps, the mean and the evaluations.

    python3 -m venv /tmp/torch && /tmp/torch/bin/pip install torch==2.7.1 numpy
    GLIBC_TUNABLES=glibc.malloc.hugetlb=1 /tmp/torch/bin/python loadtest/peers/fedavg_mnist.py FOLDER [rounds [seed [rate [threads]]]]

FOLDER has MNIST's four files (IDX, gzip). It plays what examples/configs/mcmahan-mnist.yaml says: 100 devices of 600 images each, drawn evenly, 10 of them
in a round, one epoch in batches of 10, plain SGD, every device with the same weight; the held-out 10,000 images after every round. Random numbers differ
from ours, so accuracies can be compared only as figures of several seeds. It prints seconds and accuracy of every round, and the first of 99 %.
"""

import gzip
import sys
import time

import numpy
import torch
from torch import nn

DEVICES, COHORT, BATCH, EVALUATED = 100, 10, 10, 250


def network():
    return nn.Sequential(
        nn.Conv2d(1, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 5, padding=2), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64 * 7 * 7, 512), nn.ReLU(), nn.Linear(512, 10))


def idx(path, header):
    with gzip.open(path) as file:
        return torch.from_numpy(numpy.frombuffer(file.read(), numpy.uint8, offset=header).copy())


def examples(folder, part):
    images = idx(f"{folder}/{part}-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28).float() / 255
    return images, idx(f"{folder}/{part}-labels-idx1-ubyte.gz", 8).long()


def train(model, images, labels, rate):
    """One epoch, the batches in a random order."""
    loss = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for batch in torch.randperm(len(labels)).split(BATCH):
        optimizer.zero_grad(set_to_none=True)
        loss(model(images[batch]), labels[batch]).backward()
        optimizer.step()


def accuracy(model, images, labels):
    with torch.no_grad():
        right = sum((model(x).argmax(1) == y).sum().item() for x, y in zip(images.split(EVALUATED), labels.split(EVALUATED)))
    return right / len(labels)


def play(model, shares, data, rate):
    """A round: every device of the cohort begins with the same weights; the new ones are their mean."""
    images, labels = data
    received = [value.detach().clone() for value in model.parameters()]
    sums = [torch.zeros_like(value) for value in received]
    for device in torch.randperm(DEVICES)[:COHORT].tolist():
        with torch.no_grad():
            for value, old in zip(model.parameters(), received):
                value.copy_(old)
        train(model, images[shares[device]], labels[shares[device]], rate)
        for total, value in zip(sums, model.parameters()):
            total += value.detach()
    with torch.no_grad():
        for value, total in zip(model.parameters(), sums):
            value.copy_(total / COHORT)


def run(folder, rounds, seed, rate):
    torch.manual_seed(seed)
    data, held_out = examples(folder, "train"), examples(folder, "t10k")
    shares = torch.randperm(len(data[1])).chunk(DEVICES)
    model = network()
    curve, times = [], []
    for number in range(1, rounds + 1):
        start = time.perf_counter()
        play(model, shares, data, rate)
        trained = time.perf_counter()
        curve.append(accuracy(model, *held_out))
        times.append(time.perf_counter() - start)
        print(f"round {number}: {curve[-1]:.4f}, train {trained - start:.2f} s, all {times[-1]:.2f} s", flush=True)
    return curve, times


def report(curve, times):
    reached = next((number for number, value in enumerate(curve, 1) if value >= 0.99), None)
    print(f"{len(times)} rounds in {sum(times):.1f} s, {sum(times) / len(times):.2f} s a round; "
          f"99 % first at round {reached}, at best {max(curve):.4f}")
    print("accuracy:", *(f"{value:.4f}" for value in curve))


def main():
    folder = sys.argv[1]
    rounds, seed, rate, threads = (kind(sys.argv[i]) if len(sys.argv) > i else preset for i, (kind, preset) in
                                   enumerate([(int, 34), (int, 1), (float, 0.2), (int, 2)], 2))
    torch.set_num_threads(threads)
    print(f"torch {torch.__version__}, {threads} threads, rate {rate}, seed {seed}, "
          f"{sum(value.numel() for value in network().parameters())} parameters")
    report(*run(folder, rounds, seed, rate))


if __name__ == "__main__":
    main()
