package io.tributary.aggregation.optimizer;

/** Model plus mean update (McMahan et al. 2017): gradient descent on the pseudo-gradient with learning rate 1. */
public record FedAvg() implements ServerOptimizer {
    @Override
    public String name() {
        return "fedavg";
    }

    @Override
    public int slots() {
        return 0;
    }

    @Override
    public void step(float[] model, float[] delta, float[][] state, int length) {
        for (int i = 0; i < length; i++) {
            model[i] += delta[i];
        }
    }
}
