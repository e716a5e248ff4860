package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Lengths;
import io.tributary.aggregation.reduction.Mix;

/**
 * FLTrust (Cao et al. 2021, "FLTrust: Byzantine-robust Federated Learning via Trust Bootstrapping", NDSS, section 4.2): each update
 * is scaled to the length of the server's own, the last row g_0, and weighs {@code TS_i = max(0, cos(x_i, g_0))}:
 * {@code (sum TS_i |g_0| / |x_i| x_i) / sum TS_i}. If every trust score is zero, or g_0 is zero, the result is zero.
 */
record TrustWeights() implements LengthMixing {
    @Override
    public int leastRows() {
        return 1;
    }

    @Override
    public boolean hasReference() {
        return true;
    }

    @Override
    public Mix mix(Lengths lengths, int[] weights) {
        int own = weights.length;
        double[] norms = lengths.norms();
        double[] coefficients = new double[own + 1];
        double trust = 0;
        for (int i = 0; i < own; i++) {
            double score = score(lengths.along(i), norms[i], norms[own]);
            coefficients[i] = score > 0 ? score * (norms[own] / norms[i]) : 0;
            trust += score;
        }
        return new Mix.Combination(coefficients, trust == 0 ? 1 : trust, norms);
    }

    private static double score(double product, double norm, double own) {
        return product <= 0 || norm == 0 || own == 0 ? 0 : Math.min(1, product / norm / own);
    }
}
