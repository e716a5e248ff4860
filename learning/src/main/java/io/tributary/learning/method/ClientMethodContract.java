package io.tributary.learning.method;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plugin.PlugInSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What every {@link ClientMethodPlugIn} must keep, for its author's tests: the same task gives the same term and the same update, bit for
 * bit (I10); both are finite and of the right length, and the task's model is not altered. It finds much, and proves nothing.
 */
public final class ClientMethodContract {
    private static final int EXAMPLES = 20;
    private static final double RATE = 0.1;
    private static final long SEED = 20260101;

    private ClientMethodContract() {}

    private record Made(Optional<GradientTerm> term, float[] update) {}

    /**
     * Tries a method on a task, with an update that is drawn.
     *
     * @throws AssertionError that says what it does not keep
     * @throws IOException what the method throws
     * @throws TrainingException what the method throws
     */
    public static void check(ClientMethodPlugIn plugIn, PlugInSpec settings, TrainingTask task)
            throws IOException, TrainingException {
        float[] model = task.model().clone();
        Made first = make(plugIn, settings, task);
        Made again = make(plugIn, settings, task);
        require(Arrays.equals(model, task.model()), "the task's model was altered");
        require(Arrays.equals(first.update(), again.update()), "the same task gave another update");
        require(first.term().isPresent() == again.term().isPresent(), "the same task gave a term once");
        if (first.term().isPresent()) {
            check(first.term().get(), again.term().orElseThrow(), task.plan().layout().trainableSize());
        }
        for (float value : first.update()) {
            require(Float.isFinite(value), "a finite update became " + value);
        }
    }

    private static Made make(ClientMethodPlugIn plugIn, PlugInSpec settings, TrainingTask task)
            throws IOException, TrainingException {
        MethodRound round = plugIn.begin(task, EXAMPLES, RATE, settings);
        Optional<GradientTerm> term = round.gradientTerm();
        float[] update = new float[task.plan().layout().updateSize()];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 1; i < update.length; i++) { // the first is 0
            update[i] = (float) random.nextDouble(-1, 1);
        }
        round.finish(update, DeviceMemory.none());
        return new Made(term, update);
    }

    private static void check(GradientTerm term, GradientTerm again, int size) {
        require(term.shift().length == size, "a term has a shift for each of " + size + " trained values, not "
                + term.shift().length);
        require(Float.isFinite(term.slope()), "the slope is " + term.slope());
        require(term.slope() == again.slope() && Arrays.equals(term.shift(), again.shift()),
                "the same task gave another term");
        for (float value : term.shift()) {
            require(Float.isFinite(value), "a shift is " + value);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
