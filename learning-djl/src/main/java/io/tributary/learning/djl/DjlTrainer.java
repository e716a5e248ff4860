package io.tributary.learning.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import io.tributary.learning.Examples;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Placement;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Trains the networks of {@link io.tributary.learning.architecture.Architectures} on a device's examples with DJL's PyTorch engine: softmax
 * cross-entropy, SGD with momentum and weight decay or Adam with fresh state, batches in an order drawn from the task's seed, the last one possibly smaller;
 * frozen tensors are left alone, those that stay on the device are kept in its memory, and so is what client methods need.
 *
 * <p>Any number of trainers, each used by one thread at a time, train in one JVM at once and get the bits they would get alone. Trainings
 * that ask for another number of threads take turns, as libtorch has one number a process. Native memory is freed when a training ends.
 */
public final class DjlTrainer implements LocalTrainer {
    private final Examples examples;

    /** Trains on these. */
    public DjlTrainer(Examples examples) {
        this.examples = examples;
    }

    @Override
    public void requireFit(RunPlan plan) throws TrainingException {
        TaskCheck.place(plan);
    }

    /**
     * Trains on the examples, as the plan of the task says.
     *
     * @throws TrainingException if the plan does not fit the network or the examples, an example or the device's memory cannot be read,
     *         training diverged, what it leaves behind cannot be kept, or the engine is missing or failed
     */
    @Override
    public TrainingOutcome train(TrainingTask task) throws TrainingException, InterruptedException {
        Placement placement = new TaskCheck(task, examples).run();
        try {
            Start start = Start.of(task, placement, examples.size());
            TrainingSession.Result result = run(task, start);
            requireFinite(task, result.outcome());
            start.finish(result.outcome().delta(), result.local(), task.memory());
            return result.outcome();
        } catch (IOException memory) {
            throw failed(task, "the device's memory failed", memory);
        }
    }

    private TrainingSession.Result run(TrainingTask task, Start start)
            throws TrainingException, InterruptedException {
        try (NDManager manager = NativeEngine.newManager()) {
            return ScriptModule.draws(task.plan().spec()) ? inTurn(task, start, manager) : run(task, start, manager);
        } catch (UncheckedIOException unreadable) {
            throw failed(task, "an example could not be read", unreadable);
        } catch (EngineException | EngineMissingException engine) {
            throw failed(task, "the engine could not train", engine);
        }
    }

    /** A network that draws from the engine's generator trains beside none that does. */
    private TrainingSession.Result inTurn(TrainingTask task, Start start, NDManager manager)
            throws InterruptedException {
        EngineDraws.hold(task.seed());
        try {
            return run(task, start, manager);
        } finally {
            EngineDraws.release();
        }
    }

    private TrainingSession.Result run(TrainingTask task, Start start, NDManager manager)
            throws InterruptedException {
        EngineThreads.hold(task.plan().training().threads());
        try {
            return new TrainingSession(examples, task, start, manager).run();
        } finally {
            EngineThreads.release();
        }
    }

    private static TrainingException failed(TrainingTask task, String what, Exception cause) {
        return new TrainingException("round " + task.round() + ": " + what + ": " + cause.getMessage(), cause);
    }

    private static void requireFinite(TrainingTask task, TrainingOutcome outcome) throws TrainingException {
        Double loss = outcome.loss();
        boolean finite = loss == null || Double.isFinite(loss);
        for (float value : outcome.delta()) {
            finite &= Float.isFinite(value);
        }
        if (!finite) {
            throw new TrainingException("round " + task.round() + ": training diverged, the loss is " + loss
                    + " and the weights are not finite; a learning rate below "
                    + task.plan().training().optimizer().learningRate() + " would be right");
        }
    }
}
