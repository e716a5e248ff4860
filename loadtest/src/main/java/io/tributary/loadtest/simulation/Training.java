package io.tributary.loadtest.simulation;

import io.tributary.experiments.partition.Draws;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Devices that train at once, a fixed number of them; how many does not change what they send. */
final class Training implements AutoCloseable {
    private final RunPlan plan;
    private final List<LocalTrainer> devices;
    private final ExecutorService threads;

    Training(RunPlan plan, List<LocalTrainer> devices, int threads) {
        this.plan = plan;
        this.devices = List.copyOf(devices);
        this.threads =
                Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("training-", 1).factory());
    }

    /** What the cohort of a round sends, by device index. */
    List<Sent> train(int round, float[] model) throws TrainingException, InterruptedException {
        List<Callable<Sent>> tasks = new ArrayList<>();
        for (int device : cohort(round)) {
            tasks.add(() -> send(device, task(device, round, model)));
        }
        List<Sent> sent = new ArrayList<>();
        for (Future<Sent> one : threads.invokeAll(tasks)) {
            sent.add(outcome(one));
        }
        return sent;
    }

    private TrainingTask task(int device, int round, float[] model) {
        return new TrainingTask(plan, round, model, Draws.of(plan.seed(), "simulation/train/" + round, device).bits());
    }

    /** The coordinator's own update, trained as if it were one device more. */
    float[] own(LocalTrainer trainer, int round, float[] model) throws TrainingException, InterruptedException {
        return trainer.train(task(devices.size(), round, model)).delta();
    }

    private int[] cohort(int round) {
        int[] order = Draws.of(plan.seed(), "simulation/cohort", round).order(devices.size());
        return IntStream.of(order).limit(plan.round().selected()).sorted().toArray();
    }

    private Sent send(int device, TrainingTask task) throws TrainingException, InterruptedException {
        TrainingOutcome outcome = devices.get(device).train(task);
        return new Sent(device, outcome.delta(), outcome.examples());
    }

    private static Sent outcome(Future<Sent> done) throws TrainingException, InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case TrainingException training -> throw training;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException("a device failed", failed);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
