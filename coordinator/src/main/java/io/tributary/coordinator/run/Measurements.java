package io.tributary.coordinator.run;

import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures the versions of one run, one after another, on a thread of its own, so that the next round goes on meanwhile. What comes of it
 * is told to the inbox, whose loop stores it. For one loop, until closed.
 */
final class Measurements implements AutoCloseable {
    private final RunInbox inbox;
    private final Executor thread;

    /** @param thread does one thing after another; closed with this if it can be */
    Measurements(RunInbox inbox, Executor thread) {
        this.inbox = inbox;
        this.thread = thread;
    }

    /** On a thread of its own. */
    static Measurements of(String run, RunInbox inbox) {
        return new Measurements(inbox, Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("tributary-evaluate-" + run).factory()));
    }

    /**
     * Measures a version.
     *
     * @param model its flat vector
     */
    void measure(Effect.Evaluate effect, Evaluator evaluator, float[] model) {
        thread.execute(() -> {
            if (!inbox.closed()) {
                inbox.measured(effect, outcome(effect.round(), evaluator, model));
            }
        });
    }

    /** What was measured, or throws again what the evaluator threw. */
    private static EffectGuard.Work outcome(int round, Evaluator evaluator, float[] model) {
        try {
            RoundEvent measured = evaluated(round, evaluator.evaluate(model));
            return () -> Optional.of(measured);
        } catch (RuntimeException failure) {
            return () -> {
                throw failure;
            };
        } catch (Error fault) {
            return () -> {
                throw fault;
            };
        }
    }

    private static RoundEvent evaluated(int round, Evaluation measured) {
        List<List<Integer>> confusion = Arrays.stream(measured.confusion())
                .map(row -> Arrays.stream(row).boxed().toList()).toList();
        return new RoundEvent.Evaluated(round, measured.accuracy(), measured.loss(), confusion);
    }

    /** Waits for the measurement under way; those after it are left undone. */
    @Override
    public void close() {
        if (thread instanceof ExecutorService own) {
            own.close();
        }
    }
}
