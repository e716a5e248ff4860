"""What fedavg_mnist.py plays, in Flower's simulation: its FedAvg, its records, Ray's actors, the same training and evaluation. Run by hand, not built.

    python3 -m venv /tmp/flwr && /tmp/flwr/bin/pip install torch==2.7.1 "flwr[simulation]==1.42.0"
    FLWR_TELEMETRY_ENABLED=0 RAY_USAGE_STATS_ENABLED=0 GLIBC_TUNABLES=glibc.malloc.hugetlb=1 \
        /tmp/flwr/bin/python loadtest/peers/flwr_mnist.py FOLDER [rounds [seed [rate [actors]]]]

One actor a core by default, each with one thread; an actor reads the data once. The held-out images are evaluated by the server, with as many threads
as there are actors. The same output as fedavg_mnist.py.
"""

import functools
import os
import sys
import time

os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))  # for Ray's processes

import fedavg_mnist as plain
import torch
from flwr.app import ArrayRecord, MetricRecord, RecordDict, Message
from flwr.clientapp import ClientApp
from flwr.serverapp import ServerApp
from flwr.serverapp.strategy import FedAvg
from flwr.simulation import run_simulation


@functools.cache
def shares(folder, seed):
    images, labels = plain.examples(folder, "train")
    drawn = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed)).chunk(plain.DEVICES)
    return images, labels, drawn


def client(folder, seed, rate):
    app = ClientApp()

    @app.train()
    def train(message, context):
        import flwr_mnist  # the module, whose cache stays in the actor: what is in __main__ travels with every message

        torch.set_num_threads(1)
        images, labels, drawn = flwr_mnist.shares(folder, seed)
        share = drawn[context.node_config["partition-id"]]
        model = plain.network()
        model.load_state_dict(message.content["arrays"].to_torch_state_dict())
        plain.train(model, images[share], labels[share], rate)
        content = {"arrays": ArrayRecord(model.state_dict()), "metrics": MetricRecord({"num-examples": len(share)})}
        return Message(content=RecordDict(content), reply_to=message)

    return app


def server(folder, rounds, seed, curve, times):
    app = ServerApp()
    held_out = plain.examples(folder, "t10k")
    last = [0.0]

    def evaluate(number, arrays):
        model = plain.network()
        model.load_state_dict(arrays.to_torch_state_dict())
        trained = time.perf_counter()
        accuracy = plain.accuracy(model, *held_out)
        now = time.perf_counter()
        if number > 0:
            curve.append(accuracy)
            times.append(now - last[0])
            print(f"round {number}: {accuracy:.4f}, train {trained - last[0]:.2f} s, all {times[-1]:.2f} s", flush=True)
        last[0] = now
        return MetricRecord({"accuracy": accuracy})

    @app.main()
    def play(grid, context):
        torch.manual_seed(seed)
        strategy = FedAvg(fraction_train=plain.COHORT / plain.DEVICES, fraction_evaluate=0.0, min_train_nodes=plain.COHORT,
                          min_available_nodes=plain.DEVICES)
        strategy.start(grid=grid, initial_arrays=ArrayRecord(plain.network().state_dict()), num_rounds=rounds,
                       evaluate_fn=evaluate)

    return app


def main():
    folder = sys.argv[1]
    rounds, seed, rate, actors = (kind(sys.argv[i]) if len(sys.argv) > i else preset for i, (kind, preset) in
                                  enumerate([(int, 34), (int, 1), (float, 0.2), (int, 2)], 2))
    torch.set_num_threads(actors)
    print(f"torch {torch.__version__}, {actors} actors of one thread, rate {rate}, seed {seed}")
    curve, times = [], []
    run_simulation(server(folder, rounds, seed, curve, times), client(folder, seed, rate), plain.DEVICES,
                   backend_config={"client_resources": {"num_cpus": 1}, "init_args": {"num_cpus": actors}})
    plain.report(curve, times)


if __name__ == "__main__":
    main()
