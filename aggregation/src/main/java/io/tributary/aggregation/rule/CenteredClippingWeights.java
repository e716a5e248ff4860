package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Updates clipped to a ball around the previous aggregate (Karimireddy et al. 2021, "Learning from History for Byzantine Robust
 * Optimization", ICML, equation 3), on the Gram matrix with that aggregate as one more row:
 * {@code v <- v + (1 / n) sum (x_i - v) min(1, tau / |x_i - v|)}, from the previous aggregate on.
 *
 * @param radius tau, above 0; empty for the median of the distances to the previous aggregate
 * @param iterations how often, at least 1
 */
record CenteredClippingWeights(OptionalDouble radius, int iterations) implements GramMixing {
    @Override
    public int leastRows() {
        return 1;
    }

    @Override
    public boolean hasReference() {
        return true;
    }

    @Override
    public boolean refersToLastRound() {
        return true;
    }

    @Override
    public Mix mix(Gram gram, int[] weights) {
        Affine points = new Affine(gram);
        double[] v = new double[gram.size()];
        v[weights.length] = 1;
        double[] distances = points.distances(v);
        double[] first = Arrays.copyOf(distances, weights.length);
        double tau = radius.orElseGet(() -> Nearness.median(first));
        for (int i = 0; i < iterations; i++) {
            step(v, distances, tau);
            distances = points.distances(v);
        }
        return new Mix.Combination(v, 1, gram.norms());
    }

    private static void step(double[] v, double[] distances, double tau) {
        int n = v.length - 1;
        double moved = 0;
        double[] parts = new double[n];
        for (int i = 0; i < n; i++) {
            parts[i] = (distances[i] <= tau ? 1 : tau / distances[i]) / n;
            moved += parts[i];
        }
        for (int i = 0; i < n; i++) {
            v[i] = v[i] * (1 - moved) + parts[i];
        }
        v[n] *= 1 - moved;
    }
}
