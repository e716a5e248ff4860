package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;
import java.util.Arrays;

/**
 * The weighted geometric median by the smoothed Weiszfeld algorithm (Pillutla et al. 2022, "Robust Aggregation for Federated
 * Learning", IEEE TSP, algorithm 2), on the Gram matrix: from the weighted mean on, each step is the mean with the weights
 * {@code beta_i = alpha_i / max(nu, |z - x_i|)}. It ends when the objective {@code sum alpha_i |z - x_i|} falls by no more than
 * the tolerance times itself.
 *
 * @param smoothing nu, above 0
 * @param iterations most steps
 * @param tolerance at least 0 and below 1
 */
record GeometricMedianWeights(double smoothing, int iterations, double tolerance) implements GramMixing {
    @Override
    public int leastRows() {
        return 1;
    }

    @Override
    public Mix mix(Gram gram, int[] weights) {
        Affine points = new Affine(gram);
        double[] alphas = normalised(Arrays.stream(weights).asDoubleStream().toArray());
        double[] z = alphas;
        double[] distances = points.distances(z);
        double objective = objective(alphas, distances);
        for (int i = 0; i < iterations; i++) {
            double before = objective;
            z = step(alphas, distances);
            distances = points.distances(z);
            objective = objective(alphas, distances);
            if (Math.abs(before - objective) <= tolerance * objective) {
                break;
            }
        }
        return new Mix.Combination(z, 1, gram.norms());
    }

    private double[] step(double[] alphas, double[] distances) {
        double[] betas = new double[alphas.length];
        for (int i = 0; i < betas.length; i++) {
            betas[i] = alphas[i] / Math.max(smoothing, distances[i]);
        }
        return normalised(betas);
    }

    private static double[] normalised(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] normalised = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            normalised[i] = weights[i] / sum;
        }
        return normalised;
    }

    private static double objective(double[] alphas, double[] distances) {
        double sum = 0;
        for (int i = 0; i < alphas.length; i++) {
            sum += alphas[i] * distances[i];
        }
        return sum;
    }
}
