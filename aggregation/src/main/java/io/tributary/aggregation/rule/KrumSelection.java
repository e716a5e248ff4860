package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;

/**
 * The rows with the best scores over their {@code n - f - 2} nearest (Blanchard et al. 2017, "Machine Learning with Adversaries:
 * Byzantine Tolerant Gradient Descent", NeurIPS, section 4): one for Krum, m of them for Multi-Krum.
 *
 * @param byzantine f, with n >= 2 f + 3
 * @param select m; 0 for n - f
 */
record KrumSelection(int byzantine, int select) implements GramMixing {
    @Override
    public int leastRows() {
        return Math.max(2 * byzantine + 3, select);
    }

    @Override
    public Mix mix(Gram gram, int[] weights) {
        int n = gram.size();
        double[] scores = new KrumScores(gram).over(n - byzantine - 2);
        return new Mix.Selection(Nearness.smallest(scores, select == 0 ? n - byzantine : select));
    }
}
