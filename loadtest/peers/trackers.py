"""Reads a run back from MLflow and TensorBoard with their own libraries, and holds it against rounds.csv."""
import csv
import sys
import time
import urllib.request


def await_server(port):
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).read()
            return 0
        except OSError:
            time.sleep(0.5)
    print("the MLflow server did not start within a minute", file=sys.stderr)
    return 1


def expected(folder):
    with open(f"{folder}/rounds.csv", newline="") as rows:
        rounds = list(csv.DictReader(rows))
    names = {"accuracy": "accuracy", "loss": "loss", "devices/accepted": "accepted", "bytes/up": "bytesUp", "seconds/train": "train"}
    return {tag: [(int(row["round"]), float(row[column])) for row in rounds] for tag, column in names.items()}


def from_mlflow(port, tags):
    from mlflow import MlflowClient
    client = MlflowClient(f"http://127.0.0.1:{port}")
    experiment = client.get_experiment_by_name("quickstart")
    runs = client.search_runs([experiment.experiment_id])
    assert len(runs) == 1, f"{len(runs)} runs in MLflow, expected 1"
    run = runs[0]
    assert run.info.status == "FINISHED", run.info.status
    assert run.data.params["train.rounds"] == "3", run.data.params
    history = {tag: client.get_metric_history(run.info.run_id, tag) for tag in tags}
    return {tag: [(one.step, one.value) for one in steps] for tag, steps in history.items()}


def from_tensorboard(folder, tags):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    events = EventAccumulator(f"{folder}/tensorboard")
    events.Reload()
    return {tag: [(one.step, one.value) for one in events.Scalars(tag)] for tag in tags}


def same(name, wanted, found, tolerance):
    for tag, steps in wanted.items():
        close = len(steps) == len(found[tag]) and all(
            a == c and abs(b - d) <= tolerance * max(1, abs(b)) for (a, b), (c, d) in zip(steps, found[tag]))
        if not close:
            print(f"{name}: {tag} is {found[tag]}, rounds.csv has {steps}", file=sys.stderr)
            return False
    print(f"{name}: {len(wanted)} figures of {len(next(iter(wanted.values())))} rounds are as in rounds.csv")
    return True


def check(port, folder):
    wanted = expected(folder)
    agree = [same("MLflow", wanted, from_mlflow(port, wanted), 0),
             same("TensorBoard (float32)", wanted, from_tensorboard(folder, wanted), 1e-6)]
    print("agree" if all(agree) else "differ")
    return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(await_server(sys.argv[2]) if sys.argv[1] == "await" else check(sys.argv[2], sys.argv[3]))
