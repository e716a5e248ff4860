package io.tributary.extension;

import io.tributary.aggregation.job.Strategy;
import io.tributary.aggregation.optimizer.ServerOptimizer;

/** Half a step of 2 is 1. */
public final class ServerOptimizerCheck {
    private ServerOptimizerCheck() {}

    public static void check() throws Exception {
        ServerOptimizer optimizer = Strategy.of(Toys.plan("strategy.server=half"), 1).optimizer();
        float[] model = {5};
        optimizer.step(model, new float[]{2}, new float[0][], 1);
        Toys.require(model[0] == 6, "the model is at " + model[0]);
    }
}
