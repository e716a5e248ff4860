package io.tributary.aggregation.optimizer;

/**
 * Yogi on the server: {@code v -= (1 - beta2) delta^2 sign(v - delta^2)}, so that v falls no faster than it rises (Reddi et al.
 * 2021, algorithm 2, with sign(0) = 0).
 *
 * @param rate step size of the round, finite and above 0
 * @param beta1 decay of the momentum, at least 0, below 1
 * @param beta2 how much of a squared update is left out, at least 0, below 1
 * @param tau degree of adaptivity, finite and above 0
 */
public record FedYogi(double rate, double beta1, double beta2, double tau) implements ServerOptimizer {
    @Override
    public int slots() {
        return Adaptive.SLOTS;
    }

    @Override
    public float initial(int slot) {
        return adaptive().initial(slot);
    }

    @Override
    public void step(float[] model, float[] delta, float[][] state, int length) {
        float[] v = state[1];
        double fresh = 1 - beta2;
        for (int i = 0; i < length; i++) {
            double square = (double) delta[i] * delta[i];
            v[i] = (float) (v[i] - fresh * square * Math.signum(v[i] - square));
        }
        adaptive().move(model, delta, state[0], v, length);
    }

    private Adaptive adaptive() {
        return new Adaptive(rate, beta1, tau);
    }
}
