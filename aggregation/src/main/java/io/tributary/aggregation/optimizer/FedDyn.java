package io.tributary.aggregation.optimizer;

/**
 * The server's half of FedDyn (Acar et al. 2021, "Federated Learning Based on Dynamic Regularization", ICLR, algorithm 1):
 * {@code h -= alpha |S|/m mean(delta); x += mean(delta) - h / alpha}. Slot 0 is h / alpha, which does not depend on alpha, zero at
 * first. The mean must be the unweighted one.
 *
 * @param share |S| / m, the updates of the round among the population, 0..1
 * @param population m, at least 1
 */
public record FedDyn(double share, int population) implements ServerOptimizer {
    /** For a population of which nobody took part yet: {@link #over} says how many did. */
    public FedDyn(int population) {
        this(0, population);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public ServerOptimizer over(int updates) {
        return new FedDyn(updates / (double) population, population);
    }

    @Override
    public void step(float[] model, float[] delta, float[][] state, int length) {
        float[] h = state[0];
        for (int i = 0; i < length; i++) {
            double drift = h[i] - share * delta[i];
            h[i] = (float) drift;
            model[i] = (float) (model[i] + delta[i] - drift);
        }
    }
}
