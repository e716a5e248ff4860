package io.tributary.experiments.simulation;

import io.tributary.coordinator.round.CohortDraw;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.update.EncodedUpdate;
import io.tributary.learning.update.TrainingSeed;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.update.UpdateCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The population, of which a fixed number trains at once; how many does not change what they send. */
final class Devices implements AutoCloseable {
    private final RunPlan plan;
    private final List<LocalTrainer> trainers;
    private final List<Memory> memories;
    private final List<String> ids;
    private final ExecutorService threads;

    Devices(RunPlan plan, List<LocalTrainer> trainers, int threads) {
        this.plan = plan;
        this.trainers = List.copyOf(trainers);
        this.memories = Stream.generate(Memory::new).limit(trainers.size()).toList();
        this.ids = IntStream.range(0, trainers.size()).mapToObj(Experiment::deviceId).toList();
        this.threads =
                Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("training-", 1).factory());
    }

    /** What the cohort of a round sends, by device index. */
    List<Sent> train(int round, float[] model) throws TrainingException, InterruptedException {
        List<Callable<Sent>> tasks = new ArrayList<>();
        for (int device : cohort(round)) {
            memories.get(device).begin();
            tasks.add(() -> send(device, round, model));
        }
        List<Sent> sent = new ArrayList<>();
        for (Future<Sent> one : threads.invokeAll(tasks)) {
            sent.add(outcome(one));
        }
        return sent;
    }

    /** Drawn of all devices, as a coordinator draws when all of them wait. */
    private int[] cohort(int round) {
        return CohortDraw.draw(ids, plan.round().selected(), CohortDraw.generator(plan.seed(), round)).stream()
                .mapToInt(ids::indexOf).toArray();
    }

    private Sent send(int device, int round, float[] model) throws TrainingException, InterruptedException {
        TrainingOutcome outcome = trainers.get(device)
                .train(new TrainingTask(plan, round, model, seed(device, round), memories.get(device)));
        return new Sent(device, outcome.delta(), outcome.weight(plan));
    }

    private long seed(int device, int round) {
        return TrainingSeed.of(plan.seed(), device, round);
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

    /** Encodes what arrives as devices do; all of it is acknowledged, so what those devices staged counts from here on. */
    Arrived encode(int round, List<Sent> sent) throws RejectedException, IOException {
        UpdateCodec codec = UpdateCodec.of(plan, round);
        List<Arrived.Encoded> arrived = new ArrayList<>();
        for (Sent one : sent) {
            Memory memory = memories.get(one.device());
            EncodedUpdate update = new EncodedUpdate(plan.update().encoding(), codec, one.delta(), memory,
                    seed(one.device(), round));
            byte[][] chunks = new byte[codec.chunking().count()][];
            for (int chunk = 0; chunk < chunks.length; chunk++) {
                chunks[chunk] = update.encode(chunk);
            }
            update.stageResidual();
            memory.promote();
            arrived.add(new Arrived.Encoded(ids.get(one.device()), one.weight(), chunks));
        }
        return new Arrived(codec, arrived);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
