package io.tributary.aggregation.optimizer;

/**
 * Model plus mean update (McMahan et al. 2017, algorithm 1): gradient descent on the pseudo-gradient (Reddi et al. 2021,
 * algorithm 1 with SGD on the server). At rate 1 it is federated averaging.
 *
 * @param rate step size of the round, finite and above 0
 */
public record FedAvg(double rate) implements ServerOptimizer {
    /** Federated averaging: rate 1. */
    public FedAvg() {
        this(1);
    }

    @Override
    public int slots() {
        return 0;
    }

    @Override
    public void step(float[] model, float[] delta, float[][] state, int length) {
        for (int i = 0; i < length; i++) {
            model[i] = (float) (model[i] + rate * delta[i]);
        }
    }
}
