package io.tributary.aggregation.optimizer;

/**
 * What FedAdagrad, FedAdam and FedYogi share (Reddi et al. 2021, "Adaptive Federated Optimization", ICLR, algorithm 2): slot 0 is
 * the momentum m, zero at first, slot 1 the second moment v, tau squared at first. There is no bias correction. They differ in how
 * the squared update enters v.
 *
 * @param rate eta, step size of the round, finite and above 0
 * @param beta1 decay of m, at least 0, below 1
 * @param tau degree of adaptivity, finite and above 0: the smaller, the more alike all coordinates move
 */
record Adaptive(double rate, double beta1, double tau) {
    static final int SLOTS = 2;

    /** The largest finite value in place of what a float32 cannot hold. */
    float initial(int slot) {
        return slot == 0 ? 0 : (float) Math.min(tau * tau, Float.MAX_VALUE);
    }

    /** {@code m = beta1 m + (1 - beta1) delta; x += rate m / (sqrt(v) + tau)}, once v is that of this round. */
    void move(float[] model, float[] delta, float[] m, float[] v, int length) {
        double fresh = 1 - beta1;
        for (int i = 0; i < length; i++) {
            double momentum = beta1 * m[i] + fresh * delta[i];
            m[i] = (float) momentum;
            model[i] = (float) (model[i] + rate * momentum / (Math.sqrt(v[i]) + tau));
        }
    }
}
