package io.tributary.aggregation.optimizer;

/** Half the step. */
record HalfStep(double rate) implements ServerOptimizer {
    @Override
    public int slots() {
        return 0;
    }

    @Override
    public void step(float[] model, float[] delta, float[][] state, int length) {
        for (int i = 0; i < length; i++) {
            model[i] += (float) (rate / 2 * delta[i]);
        }
    }
}
