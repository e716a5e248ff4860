package com.example.plugins;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.rule.GramMixing;
import io.tributary.aggregation.rule.RuleContract;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private final Agreement rule = new Agreement();
    private final PlugInSpec presets = PlugInSpec.presets(rule);

    @Test
    void itKeepsTheContract() {
        RuleContract.check(rule, presets);
    }

    /** Two updates point one way, one the other way: cosines 1 and -1. */
    @Test
    void whoPointsElsewhereCountsNothing() {
        Gram gram = new Gram(new double[][] {{4, 4, -4}, {4, 4, -4}, {-4, -4, 4}});
        Mix.Combination mix = (Mix.Combination) ((GramMixing) rule.mixing(presets(-0.5))).mix(gram,
                new int[] {1, 3, 5});
        assertArrayEquals(new double[] {0.5, 1.5, 0}, mix.coefficients());
        assertEquals(2, mix.divisor());
    }

    private static PlugInSpec presets(double floor) {
        return new PlugInSpec("agreement", "1.0", Map.of("floor", floor), Map.of());
    }
}
