package com.example.plugins;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tributary.aggregation.optimizer.ServerOptimizerContract;
import io.tributary.protocol.plugin.PlugInSpec;
import org.junit.jupiter.api.Test;

class FedLionTest {
    private final FedLion lion = new FedLion();

    @Test
    void itKeepsTheContract() {
        ServerOptimizerContract.check(lion, PlugInSpec.presets(lion));
    }

    @Test
    void valuesMoveByTheRateWhereTheyWereHeading() {
        float[] model = {1, 1, 1};
        float[][] momentum = {{0, -1, 0}};
        lion.optimizer(0.25, PlugInSpec.presets(lion)).step(model, new float[] {2, 2, 0}, momentum, 3);
        assertArrayEquals(new float[] {1.25f, 0.75f, 1}, model);
        assertArrayEquals(new float[] {0.02f, -0.97f, 0}, momentum[0], 1e-6f);
    }
}
