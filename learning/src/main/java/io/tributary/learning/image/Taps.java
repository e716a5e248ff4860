package io.tributary.learning.image;

/**
 * Along one side, which source pixels each target pixel reads, and with what weights: a triangle around the target's centre that reaches one
 * pixel of the coarser of the two grids. Weights sum to 1.
 *
 * @param first first source pixel of each target pixel, never falling
 * @param weights weights of that pixel and the next ones
 */
record Taps(int[] first, float[][] weights) {
    static Taps between(int from, int to) {
        double step = (double) from / to;
        double reach = Math.max(1, step);
        int[] first = new int[to];
        float[][] weights = new float[to][];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * step;
            first[i] = Math.max(0, (int) (centre - reach + 0.5));
            weights[i] = triangle(first[i], Math.min(from, (int) (centre + reach + 0.5)), centre, reach);
        }
        return new Taps(first, weights);
    }

    private static float[] triangle(int begin, int end, double centre, double reach) {
        double[] heights = new double[end - begin];
        double sum = 0;
        for (int i = 0; i < heights.length; i++) {
            heights[i] = Math.max(0, 1 - Math.abs(begin + i + 0.5 - centre) / reach);
            sum += heights[i];
        }
        float[] weights = new float[heights.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (heights[i] / sum);
        }
        return weights;
    }

    /** Number of target pixels. */
    int count() {
        return first.length;
    }

    /** First source pixel that a target pixel no longer reads. */
    int end(int target) {
        return first[target] + weights[target].length;
    }

    /** What a source pixel, which the target pixel reads, counts. */
    float weight(int target, int source) {
        return weights[target][source - first[target]];
    }
}
