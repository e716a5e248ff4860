package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;

/** A pass over a tensor's weights and gradients that changes the gradients, in blocks that stay in the cache. Used by one thread. */
final class BlockPass {
    private static final int BLOCK = 4096;

    private final float[] weight = new float[BLOCK];
    private final float[] gradient = new float[BLOCK];

    /** What is done to a block. */
    @FunctionalInterface
    interface Body {
        /**
         * Changes gradients.
         *
         * @param weight values of the block, and then others
         * @param gradient likewise
         * @param length of the block
         * @param from where in the tensor it begins
         */
        void block(float[] weight, float[] gradient, int length, int from);
    }

    void over(NDArray weights, NDArray gradients, Body body) {
        FloatBuffer w = ModelTensors.values(weights);
        FloatBuffer g = ModelTensors.values(gradients);
        for (int from = 0; from < w.capacity(); from += BLOCK) {
            int length = Math.min(BLOCK, w.capacity() - from);
            w.get(from, weight, 0, length);
            g.get(from, gradient, 0, length);
            body.block(weight, gradient, length, from);
            g.put(from, gradient, 0, length);
        }
    }
}
