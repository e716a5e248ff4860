"""Aggregation of updates in memory by Flower's three functions and by a numpy loop: GB/s of updates, median of the repeats.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install flwr==1.42.0 numpy==2.4.6
    taskset -c 0,1 /tmp/peers/bin/python loadtest/peers/aggregate.py UPDATES VALUES [REPEATS [FUNCTION...]]

The same sizes as `loadtest/bench aggregate`: one array of VALUES float32 for each update, weights of 1 to 1024. Plaintext in memory on both
sides. aggregate_inplace is given what it takes, updates serialized as Flower sends them, so it also deserializes them.
"""

import statistics
import sys
import time

import numpy as np


def updates(count, values):
    rng = np.random.default_rng(20261124)
    drawn = rng.random(values, dtype=np.float32) * 0.25 - 0.125
    # Another rotation of the same values for each update: drawing all of them would take longer than the measurement.
    return [(np.roll(drawn, 7919 * i), 1 + i * 7 % 1024) for i in range(count)]


def flwr_aggregate(data):
    from flwr.server.strategy.aggregate import aggregate

    results = [([array], weight) for array, weight in data]
    return lambda: aggregate(results)


def flwr_aggregate_inplace(data):
    from flwr.common import Code, FitRes, Status, ndarrays_to_parameters
    from flwr.server.strategy.aggregate import aggregate_inplace

    results = [
        (None, FitRes(Status(Code.OK, ""), ndarrays_to_parameters([array]), weight, {})) for array, weight in data
    ]
    return lambda: aggregate_inplace(results)


def flwr_aggregate_arrayrecords(data):
    from flwr.app import ArrayRecord, MetricRecord, RecordDict
    from flwr.serverapp.strategy.strategy_utils import aggregate_arrayrecords

    records = [
        RecordDict({"arrays": ArrayRecord([array]), "metrics": MetricRecord({"num-examples": weight})})
        for array, weight in data
    ]
    return lambda: aggregate_arrayrecords(records, "num-examples")


def numpy_loop(data):
    total = sum(weight for _, weight in data)

    def run():
        mean = np.zeros_like(data[0][0])
        scratch = np.empty_like(mean)
        for array, weight in data:
            np.multiply(array, np.float32(weight / total), out=scratch)
            mean += scratch
        return mean

    return run


def numpy_median(data):
    rows = np.stack([array for array, _ in data])
    return lambda: np.median(rows, axis=0)


def main():
    count, values = int(sys.argv[1]), int(sys.argv[2])
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    names = sys.argv[4:] or ["flwr_aggregate", "flwr_aggregate_inplace", "flwr_aggregate_arrayrecords", "numpy_loop"]
    data = updates(count, values)
    gigabytes = count * values * 4 / 1e9
    print(f"{count} updates of {values} values: {gigabytes:.2f} GB")
    for name in names:
        work = globals()[name](data)
        work()
        seconds = []
        for _ in range(repeats):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
        median = statistics.median(seconds)
        print(f"{name:28} {median * 1000:10.1f} ms {gigabytes / median:8.2f} GB/s", flush=True)


if __name__ == "__main__":
    main()
