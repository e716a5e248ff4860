package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Lengths;
import io.tributary.aggregation.reduction.Mix;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Rows scaled down to a Euclidean norm, then their weighted mean (Sun et al. 2019, "Can You Really Backdoor Federated Learning?",
 * section 4, norm thresholding): coefficient {@code w_i min(1, c / |x_i|)}.
 *
 * @param maxNorm c, above 0; empty for the median of the rows' norms
 */
record NormClipping(OptionalDouble maxNorm) implements LengthMixing {
    @Override
    public int leastRows() {
        return 1;
    }

    @Override
    public Mix mix(Lengths lengths, int[] weights) {
        double[] norms = lengths.norms();
        double most = maxNorm.orElseGet(() -> Nearness.median(norms));
        double[] coefficients = new double[norms.length];
        for (int i = 0; i < norms.length; i++) {
            coefficients[i] = norms[i] <= most ? weights[i] : weights[i] * (most / norms[i]);
        }
        return new Mix.Combination(coefficients, Arrays.stream(weights).asLongStream().sum(), norms);
    }
}
