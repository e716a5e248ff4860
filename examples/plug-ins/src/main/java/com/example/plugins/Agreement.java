package com.example.plugins;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.rule.GramMixing;
import io.tributary.aggregation.rule.Mixing;
import io.tributary.aggregation.rule.RulePlugIn;
import io.tributary.protocol.plugin.PlugInSetting;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.List;

/** A rule: the mean of updates, each weighted by how far it points where the others point. */
public final class Agreement implements RulePlugIn {
    /** For the service loader. */
    public Agreement() {}

    @Override
    public String name() {
        return "agreement";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public String summary() {
        return "The mean of updates weighted by their mean cosine with the others.";
    }

    @Override
    public List<PlugInSetting> settings() {
        return List.of(new PlugInSetting.Amount("floor", -1, 0.99, 0, "mean cosine at which an update counts no more"));
    }

    @Override
    public int leastUpdates(PlugInSpec settings) {
        return 3;
    }

    @Override
    public Mixing mixing(PlugInSpec settings) {
        return new ByCosine(settings.number("floor"));
    }

    /** All arithmetic is of doubles in the order of the rows, which are sorted by device: the same bits everywhere. */
    private record ByCosine(double floor) implements GramMixing {
        @Override
        public int leastRows() {
            return 3;
        }

        @Override
        public Mix mix(Gram gram, int[] weights) {
            double[] coefficients = new double[gram.size()];
            double sum = 0;
            for (int i = 0; i < coefficients.length; i++) {
                coefficients[i] = weights[i] * Math.max(0, cosine(gram, i) - floor);
                sum += coefficients[i];
            }
            return sum > 0 ? new Mix.Combination(coefficients, sum, gram.norms())
                    : Mix.Selection.all(gram.size()); // nobody agrees with anybody: the plain mean
        }

        private static double cosine(Gram gram, int row) {
            double sum = 0;
            for (int other = 0; other < gram.size(); other++) {
                double lengths = gram.norm(row) * gram.norm(other);
                sum += other == row || lengths == 0 ? 0 : gram.at(row, other) / lengths;
            }
            return sum / (gram.size() - 1);
        }
    }
}
