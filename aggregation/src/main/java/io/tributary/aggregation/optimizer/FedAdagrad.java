package io.tributary.aggregation.optimizer;

/**
 * Adagrad on the server: {@code v += delta^2}, so steps only ever become shorter (Reddi et al. 2021, algorithm 2). The paper has
 * beta1 = 0.
 *
 * @param rate step size of the round, finite and above 0
 * @param beta1 decay of the momentum, at least 0, below 1
 * @param tau degree of adaptivity, finite and above 0
 */
public record FedAdagrad(double rate, double beta1, double tau) implements ServerOptimizer {
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
        for (int i = 0; i < length; i++) {
            double square = (double) delta[i] * delta[i];
            v[i] = (float) Math.min(v[i] + square, Float.MAX_VALUE);
        }
        adaptive().move(model, delta, state[0], v, length);
    }

    private Adaptive adaptive() {
        return new Adaptive(rate, beta1, tau);
    }
}
