package io.tributary.aggregation.optimizer;

/**
 * Momentum on the server (Hsu, Qi and Brown 2019, "Measuring the Effects of Non-Identical Data Distribution for Federated Visual
 * Classification", section 3.3): {@code m = momentum * m + delta; x += rate * m}, m zero at first. Slot 0 is m.
 *
 * @param rate step size of the round, finite and above 0
 * @param momentum at least 0, below 1
 */
public record FedAvgM(double rate, double momentum) implements ServerOptimizer {
    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void step(float[] model, float[] delta, float[][] state, int length) {
        float[] m = state[0];
        for (int i = 0; i < length; i++) {
            double moved = momentum * m[i] + delta[i];
            m[i] = (float) moved;
            model[i] = (float) (model[i] + rate * moved);
        }
    }
}
