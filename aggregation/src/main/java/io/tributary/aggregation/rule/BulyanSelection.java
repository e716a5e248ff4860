package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;
import java.util.Arrays;

/**
 * The {@code n - 2 f} rows that Krum selects one after the other, each from those that are left (El Mhamdi et al. 2018, "The Hidden
 * Vulnerability of Distributed Learning in Byzantium", ICML, section 4). Of r rows left, a score counts {@code r - f - 2} neighbours,
 * and at least one as long as there is one.
 *
 * @param byzantine f, with n >= 4 f + 3
 */
record BulyanSelection(int byzantine) implements GramMixing {
    @Override
    public int leastRows() {
        return 4 * byzantine + 3;
    }

    @Override
    public Mix mix(Gram gram, int[] weights) {
        int n = gram.size();
        KrumScores scores = new KrumScores(gram);
        int[] selected = new int[n - 2 * byzantine];
        for (int i = 0; i < selected.length; i++) {
            int neighbours = Math.max(1, n - i - byzantine - 2);
            selected[i] = Nearness.smallest(scores.over(neighbours), 1)[0];
            scores.takeOut(selected[i]);
        }
        Arrays.sort(selected);
        return new Mix.Selection(selected);
    }
}
