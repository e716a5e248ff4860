package com.example.plugins;

import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.optimizer.ServerOptimizerPlugIn;
import io.tributary.protocol.plugin.PlugInSetting;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.List;

/** A server optimizer: Lion (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", NeurIPS) on the aggregated update. */
public final class FedLion implements ServerOptimizerPlugIn {
    /** For the service loader. */
    public FedLion() {}

    @Override
    public String name() {
        return "fedlion";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public String summary() {
        return "Every value moves by the learning rate, in the direction of its momentum.";
    }

    @Override
    public List<PlugInSetting> settings() {
        return List.of(new PlugInSetting.Amount("beta1", 0, 0.999, 0.9, "how much of the momentum is in a step"),
                new PlugInSetting.Amount("beta2", 0, 0.999, 0.99, "how much of the momentum stays"));
    }

    @Override
    public ServerOptimizer optimizer(double rate, PlugInSpec settings) {
        return new Lion(rate, settings.number("beta1"), settings.number("beta2"));
    }

    private record Lion(double rate, double beta1, double beta2) implements ServerOptimizer {
        @Override
        public int slots() {
            return 1;
        }

        @Override
        public void step(float[] model, float[] delta, float[][] state, int length) {
            float[] momentum = state[0];
            for (int i = 0; i < length; i++) {
                double direction = beta1 * momentum[i] + (1 - beta1) * delta[i];
                model[i] = (float) (model[i] + rate * Math.signum(direction));
                momentum[i] = (float) (beta2 * momentum[i] + (1 - beta2) * delta[i]);
            }
        }
    }
}
