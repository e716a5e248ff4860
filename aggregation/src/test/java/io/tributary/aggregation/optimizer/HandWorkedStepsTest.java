package io.tributary.aggregation.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Three rounds of each optimizer with numbers worked out by hand, chosen so that every one of them is exact. */
class HandWorkedStepsTest {
    /** One coordinate that starts at 0. */
    private static final class Coordinate {
        private final ServerOptimizer optimizer;
        private final float[] model = new float[1];
        private final float[][] state;

        Coordinate(ServerOptimizer optimizer) {
            this.optimizer = optimizer;
            this.state = new float[optimizer.slots()][1];
            for (int slot = 0; slot < state.length; slot++) {
                state[slot][0] = optimizer.initial(slot);
            }
        }

        void expect(float delta, float expected, float... slots) {
            optimizer.step(model, new float[] {delta}, state, 1);
            assertEquals(expected, model[0], "model after an update of " + delta);
            for (int slot = 0; slot < slots.length; slot++) {
                assertEquals(slots[slot], state[slot][0], "slot " + slot + " after an update of " + delta);
            }
            assertEquals(slots.length, state.length);
        }
    }

    @Test
    void fedAvgAddsRateTimesTheMean() {
        Coordinate x = new Coordinate(new FedAvg(0.5));
        x.expect(1, 0.5f);
        x.expect(-3, -1);
        x.expect(4, 1);
    }

    @Test
    void fedAvgMRemembersHalfOfItsMomentum() {
        Coordinate x = new Coordinate(new FedAvgM(2, 0.5));
        x.expect(1, 2, 1);
        x.expect(1, 5, 1.5f);
        x.expect(-2, 2.5f, -1.25f);
    }

    /** tau = 3, so v = 9 at first; 9 + 4^2 = 5^2, 5^2 + 12^2 = 13^2, 13^2 + 84^2 = 85^2. Steps 22 m / (sqrt(v) + 3). */
    @Test
    void fedAdagradAddsUpSquares() {
        Coordinate x = new Coordinate(new FedAdagrad(22, 0, 3));
        x.expect(4, 11, 4, 25);
        x.expect(12, 27.5f, 12, 169);
        x.expect(-84, 6.5f, -84, 7225);
    }

    /**
     * tau = 1 and beta2 = 1/2: v = (1 + 7^2) / 2 = 5^2, (5^2 + 35^2) / 2 = 25^2, (25^2 + 175^2) / 2 = 125^2. beta1 = 1/2: m = 3.5,
     * 19.25, -77.875. Steps 1638 m / (sqrt(v) + 1): 955.5, 1212.75, -1012.375.
     */
    @Test
    void fedAdamHasNoBiasCorrection() {
        Coordinate x = new Coordinate(new FedAdam(1638, 0.5, 0.5, 1));
        x.expect(7, 955.5f, 3.5f, 25);
        x.expect(35, 2168.25f, 19.25f, 625);
        x.expect(-175, 1155.875f, -77.875f, 15_625);
    }

    /**
     * tau = 15 and beta2 = 3/4: v rises from 225 by 40^2 / 4 to 25^2, falls by 14^2 / 4 to 24^2, and stays there when the update is
     * 24 itself. Steps 39 m / (sqrt(v) + 15), beta1 = 0: 39, 14, 24.
     */
    @Test
    void fedYogiMovesTheSecondMomentTowardsTheSquareByAShareOfTheSquare() {
        Coordinate x = new Coordinate(new FedYogi(39, 0, 0.75, 15));
        x.expect(40, 39, 40, 625);
        x.expect(14, 53, 14, 576);
        x.expect(24, 77, 24, 576);
    }

    /** Two of four devices a round: h / alpha = -1/2, -1/2 + 1 = 1/2, 1/2 - 2 = -3/2, and each step is the mean less that. */
    @Test
    void fedDynStepsBackByTheDriftOfTheWholePopulation() {
        Coordinate x = new Coordinate(new FedDyn(4).over(2));
        x.expect(1, 1.5f, -0.5f);
        x.expect(-2, -1, 0.5f);
        x.expect(4, 4.5f, -1.5f);
    }

    /** The first second moment is tau squared, not 0: an update as small as tau moves a coordinate by no more than rate / 2. */
    @Test
    void adaptiveOptimizersStartFromTauSquared() {
        for (ServerOptimizer optimizer : new ServerOptimizer[] {new FedAdagrad(1, 0, 0.25), new FedAdam(1, 0, 0, 0.25),
            new FedYogi(1, 0, 0, 0.25)}) {
            assertEquals(0, optimizer.initial(0), optimizer.getClass().getSimpleName());
            assertEquals(0.0625f, optimizer.initial(1), optimizer.getClass().getSimpleName());
        }
    }
}
