package io.tributary.loadtest.method;

/**
 * One device's local training, in plain double precision loops.
 *
 * @param data what it trains on
 * @param steps of a round
 * @param rate learning rate
 * @param momentum of its descent
 */
record TestSite(Copies data, int steps, double rate, double momentum) {
    /** What a method adds to the gradient at some weights. */
    interface Extra {
        double at(int i, double weight);
    }

    /** The weights after a round. */
    double[] train(double[] from, Extra extra) {
        double[] w = from.clone();
        double[] velocity = new double[w.length];
        for (int step = 0; step < steps; step++) {
            double[] gradient = data.gradient(w);
            for (int i = 0; i < w.length; i++) {
                velocity[i] = momentum * velocity[i] + gradient[i] + extra.at(i, w[i]);
            }
            for (int i = 0; i < w.length; i++) {
                w[i] -= rate * velocity[i];
            }
        }
        return w;
    }

    /** How far a gradient of 1 at every step moves the weights, in learning rates. */
    double reach() {
        double velocity = 0;
        double moved = 0;
        for (int step = 0; step < steps; step++) {
            velocity = momentum * velocity + 1;
            moved += velocity;
        }
        return moved;
    }
}
