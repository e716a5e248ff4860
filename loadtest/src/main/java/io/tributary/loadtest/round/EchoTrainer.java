package io.tributary.loadtest.round;

import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;

/** Trains nothing: the same small delta every round, so that a round's time is all transport, seals and sums. */
public final class EchoTrainer implements LocalTrainer {
    private final float[] delta;

    /** One for a model of so many values. */
    public EchoTrainer(int values) {
        delta = new float[values];
        for (int i = 0; i < values; i++) {
            delta[i] = (i % 2048 - 1024) * 0x1p-20f;
        }
    }

    @Override
    public TrainingOutcome train(TrainingTask task) {
        return new TrainingOutcome(delta, 1, 0);
    }
}
