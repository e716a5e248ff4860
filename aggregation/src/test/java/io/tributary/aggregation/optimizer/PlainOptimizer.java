package io.tributary.aggregation.optimizer;

import io.tributary.protocol.plan.ServerOptimizerSpec;

/**
 * The oracle: Reddi et al. 2021, algorithm 2, and Acar et al. 2021, algorithm 1, written down once more in doubles, one
 * coordinate at a time, with nothing shared with the optimizers.
 */
final class PlainOptimizer {
    private final ServerOptimizerSpec spec;
    private double x;
    private double m;
    private double v;

    PlainOptimizer(ServerOptimizerSpec spec, double x) {
        this.spec = spec;
        this.x = x;
        this.v = switch (spec) {
            case ServerOptimizerSpec.FedAdagrad s -> s.tau() * s.tau();
            case ServerOptimizerSpec.FedAdam s -> s.tau() * s.tau();
            case ServerOptimizerSpec.FedYogi s -> s.tau() * s.tau();
            default -> 0;
        };
    }

    double step(double delta) {
        double eta = spec.learningRate();
        switch (spec) {
            case ServerOptimizerSpec.FedAvg _ -> x = x + eta * delta;
            case ServerOptimizerSpec.PlugInServer _ -> throw new AssertionError("no optimizer of Tributary");
            case ServerOptimizerSpec.FedAvgM s -> {
                m = s.momentum() * m + delta;
                x = x + eta * m;
            }
            case ServerOptimizerSpec.FedAdagrad s -> {
                m = s.beta1() * m + (1 - s.beta1()) * delta;
                v = v + delta * delta;
                x = x + eta * m / (Math.sqrt(v) + s.tau());
            }
            case ServerOptimizerSpec.FedYogi s -> {
                m = s.beta1() * m + (1 - s.beta1()) * delta;
                double sign = v > delta * delta ? 1 : v < delta * delta ? -1 : 0;
                v = v - (1 - s.beta2()) * delta * delta * sign;
                x = x + eta * m / (Math.sqrt(v) + s.tau());
            }
            case ServerOptimizerSpec.FedAdam s -> {
                m = s.beta1() * m + (1 - s.beta1()) * delta;
                v = s.beta2() * v + (1 - s.beta2()) * delta * delta;
                x = x + eta * m / (Math.sqrt(v) + s.tau());
            }
        }
        return x;
    }

    double secondMoment() {
        return v;
    }
}
