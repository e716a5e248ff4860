package io.tributary.protocol.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalStepsTest {
    private static TrainingSpec training(int epochs, int batch, double momentum) {
        return new TrainingSpec(epochs, batch, new OptimizerSpec.Sgd(0.1, momentum), 1);
    }

    @Test
    void aShortLastBatchIsAStep() {
        assertEquals(2 * 3, LocalSteps.count(training(2, 10, 0), 21));
        assertEquals(2 * 2, LocalSteps.count(training(2, 10, 0), 20));
        assertEquals(2_000_000_000L, LocalSteps.count(training(1000, 1, 0), 2_000_000));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 7", "0.5, 1", "0.5, 2", "0.9, 40"})
    void theNormIsTheSumOfWhatEachGradientMoves(double momentum, int steps) {
        double moved = 0;
        double velocity = 0;
        for (int step = 0; step < steps; step++) {
            velocity = momentum * velocity + 1;
            moved += velocity;
        }
        assertEquals(moved, LocalSteps.norm(training(1, 1, momentum), steps), 1e-9 * moved);
    }

    @Test
    void adamHasNoNorm() {
        TrainingSpec adam = new TrainingSpec(1, 1, new OptimizerSpec.Adam(0.1, 0.9, 0.999, 1e-8), 1);
        assertThrows(IllegalArgumentException.class, () -> LocalSteps.norm(adam, 1));
    }
}
