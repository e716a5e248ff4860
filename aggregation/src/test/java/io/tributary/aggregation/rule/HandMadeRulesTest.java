package io.tributary.aggregation.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.aggregation.TooFewUpdatesException;
import io.tributary.aggregation.reduction.Reducer;
import io.tributary.protocol.plan.RuleSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases small enough to be worked out by hand. */
class HandMadeRulesTest {
    private static float[] row(float... values) {
        return values;
    }

    private static void assertGives(float[] expected, RuleSpec rule, Matrix matrix) throws Exception {
        assertArrayEquals(expected, matrix.reduce(Rules.of(rule)), 1e-6f);
    }

    /** Rows of one column. */
    private static Matrix column(float... values) {
        float[][] rows = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            rows[i] = row(values[i]);
        }
        return Matrix.of(rows);
    }

    @Test
    void theMeanCountsExamples() throws Exception {
        // (1 * 4 + 3 * 0) / 4
        assertGives(row(1), new RuleSpec.Mean(), column(4, 0).weighing(1, 3));
    }

    @Test
    void theMedianIsTheMiddleValueOrHalfTheSumOfTwo() throws Exception {
        assertGives(row(2, 5), new RuleSpec.Median(), Matrix.of(row(1, 5), row(2, 900), row(900, 5)));
        assertGives(row(2.5f), new RuleSpec.Median(), column(900, 2, 3, -900).weighing(1, 1, 99, 1));
        assertGives(row(7), new RuleSpec.Median(), column(7));
    }

    @Test
    void zerosOfBothSignsHaveOneOrderWhereverTheyStand() throws Exception {
        // -0 < 0 < 0 and -0 < -0 < 0: the middle one, with its sign.
        for (float[] zeros : new float[][] {{-0f, 0f, 0f}, {0f, -0f, 0f}, {0f, 0f, -0f}}) {
            assertEquals(0, Float.floatToRawIntBits(column(zeros).reduce(Rules.of(new RuleSpec.Median()))[0]));
        }
        for (float[] zeros : new float[][] {{-0f, -0f, 0f}, {0f, -0f, -0f}}) {
            assertEquals(1 << 31, Float.floatToRawIntBits(column(zeros).reduce(Rules.of(new RuleSpec.Median()))[0]));
        }
    }

    @Test
    void theTrimmedMeanLeavesOutAsManyAtEachEnd() throws Exception {
        // floor(0.25 * 5) = 1 at each end: (2 + 3 + 7) / 3
        assertGives(row(4), new RuleSpec.TrimmedMean(0.25), column(900, 2, -900, 7, 3));
        // floor(0.1 * 5) = 0: the mean
        assertGives(row(3), new RuleSpec.TrimmedMean(0.1), column(1, 2, 3, 4, 5));
    }

    @Test
    void longUpdatesAreClippedAndShortOnesAreNot() throws Exception {
        // |(6, 8)| = 10 becomes (1.5, 2) of norm 2.5; |(0, 2)| stays: ((1.5, 2) + 3 (0, 2)) / 4
        assertGives(row(0.375f, 2), new RuleSpec.ClippedMean(2.5), Matrix.of(row(6, 8), row(0, 2)).weighing(1, 3));
        // The median of the norms 10, 2 and 4 is 4: ((2.4, 3.2) + (0, 2) + (4, 0)) / 3
        assertGives(row(6.4f / 3, 5.2f / 3), new RuleSpec.ClippedMean(null),
                Matrix.of(row(6, 8), row(0, 2), row(4, 0)));
    }

    @Test
    void krumTakesTheRowWithTheNearestNeighbours() throws Exception {
        // n = 5, f = 1: 2 neighbours. Scores: 0 -> 1 + 9 = 10, 1 -> 1 + 4 = 5, 3 -> 4 + 9 = 13, 900 and 910 are far.
        assertGives(row(1), new RuleSpec.Krum(1), column(0, 900, 1, 3, 910));
    }

    @Test
    void krumBreaksATieByTheOrderOfDevices() throws Exception {
        // n = 3, f = 0: 1 neighbour. 2 and 3 score 1 each.
        assertGives(row(3), new RuleSpec.Krum(0), column(9, 3, 2));
        assertGives(row(2), new RuleSpec.Krum(0), column(9, 2, 3));
    }

    @Test
    void multiKrumIsTheWeightedMeanOfTheBest() throws Exception {
        // As above 1 (5) and 0 (10) score best, 3 (13) next: (1 * 1 + 3 * 0) / 4, and with n - f = 4 of them 900 (100 + 897^2) too.
        Matrix matrix = column(0, 900, 1, 3, 910).weighing(3, 1, 1, 1, 1);
        assertGives(row(0.25f), new RuleSpec.MultiKrum(1, 2), matrix);
        assertGives(row(904 / 6f), new RuleSpec.MultiKrum(1, null), matrix);
    }

    @Test
    void bulyanAveragesWhatIsNearestTheMedianOfWhatKrumSelects() throws Exception {
        // n = 7, f = 1: selects 5, keeps the 3 nearest the median of each coordinate. Krum leaves 900 out, and one more: first
        // 4 neighbours of 7: 3 scores 4 + 1 + 1 + 4 = 10 (best). Of 1 2 4 5 6 900 with 3 neighbours: 4 -> 1 + 4 + 4 = 9; of
        // 1 2 5 6 900 with 2: 5 -> 1 + 9 = 10, 2 -> 1 + 9 = 10, the first of them in order is 2; of 1 5 6 900 with 1: 5; of
        // 1 6 900 with 1: 1 and 6 tie at 25, 1 stands first. Selected 3 4 2 5 1, median 3: the mean of 2, 3, 4.
        assertGives(row(3), new RuleSpec.Bulyan(1), column(1, 2, 3, 4, 5, 6, 900));
    }

    @Test
    void ofValuesAsFarFromTheMedianTheLowerIsKept() throws Exception {
        // n = 3, f = 0 keeps all; the reducer alone: of 0 1 2 the 1 nearest 1; of 0 1 2 3 the 2 nearest the lower middle 1: 0 and 1.
        assertArrayEquals(row(1), column(2, 0, 1).reduce(around(1)));
        assertArrayEquals(row(0.5f), column(3, 0, 1, 2).reduce(around(1)));
    }

    private static Rule around(int byzantine) {
        return new Rule("around", new Mixing.Identity(), new Reducer.MeanAroundMedian(byzantine));
    }

    @Test
    void theGeometricMedianOfALineIsItsWeightedMedian() throws Exception {
        assertArrayEquals(row(2), column(0, 2, 900).reduce(Rules.of(new RuleSpec.GeometricMedian(1e-6, 200, 0))),
                1e-3f);
        // 3 of 5 examples are at 0.
        assertArrayEquals(row(0), column(0, 2, 900).weighing(3, 1, 1)
                .reduce(Rules.of(new RuleSpec.GeometricMedian(1e-6, 200, 0))), 1e-3f);
    }

    @Test
    void theGeometricMedianEndsAtTheSameStepHoweverSmallUpdatesAre() throws Exception {
        // After the first step the objective falls by 9%, and then, to where distances were 45, 7 and 88 of 19, by 4%.
        float second = (2f / 7 + 7f / 88) / (1f / 45 + 1f / 7 + 1f / 88);
        assertGives(row(second), new RuleSpec.GeometricMedian(1e-6, 1000, 0.05), column(0, 2, 7));
        assertGives(row(second / 1024), new RuleSpec.GeometricMedian(1e-9, 1000, 0.05),
                column(0, 2f / 1024, 7f / 1024));
        // Of 5 examples 3 are at 7: from the mean 4.6 one step, which changes their objective by 3.9% (unweighted, by 5.3%).
        assertGives(row((2 / 2.6f + 21 / 2.4f) / (1 / 4.6f + 1 / 2.6f + 3 / 2.4f)),
                new RuleSpec.GeometricMedian(1e-6, 1000, 0.05), column(0, 2, 7).weighing(1, 1, 3));
    }

    @Test
    void theServersOwnVectorMayBeLargerThanUpdatesMay() throws Exception {
        assertGives(row(2500), new RuleSpec.CenteredClipping(2500.0, 1), column(0).beside(5000));
    }

    @Test
    void oneStepOfWeiszfeldWeighsByTheInverseDistance() throws Exception {
        // From the mean 3: distances 3, 1, 4. (0 / 3 + 2 / 1 + 7 / 4) / (1 / 3 + 1 + 1 / 4) = 3.75 / (19 / 12)
        assertGives(row(45f / 19), new RuleSpec.GeometricMedian(1e-6, 1, 0), column(0, 2, 7));
        // The objective falls by less than half of itself: nothing comes after that step, however many were allowed.
        assertGives(row(45f / 19), new RuleSpec.GeometricMedian(1e-6, 1000, 0.5), column(0, 2, 7));
        // With nu = 3 the distances count as 3, 3, 4: (2 / 3 + 7 / 4) / (11 / 12) = 29 / 11
        assertGives(row(29f / 11), new RuleSpec.GeometricMedian(3, 1, 0), column(0, 2, 7));
    }

    @Test
    void centredClippingMovesFromThePreviousAggregate() throws Exception {
        // From 10 with tau = 2: 11 moves by 1, 4 by -2, 900 by 2: 10 + 1 / 3.
        Matrix matrix = column(11, 4, 900).beside(10);
        assertGives(row(10 + 1f / 3), new RuleSpec.CenteredClipping(2.0, 1), matrix);
        // Once more from there: 2 / 3, -2, 2: + 2 / 9.
        assertGives(row(10 + 5f / 9), new RuleSpec.CenteredClipping(2.0, 2), matrix);
        // The median of the distances 1, 6, 890 is 6: (1 - 6 + 6) / 3.
        assertGives(row(10 + 1f / 3), new RuleSpec.CenteredClipping(null, 1), matrix);
    }

    @Test
    void centredClippingOfWhatAllAgreeOnStaysThere() throws Exception {
        assertGives(row(10), new RuleSpec.CenteredClipping(null, 3), column(10, 10, 900).beside(10));
    }

    @Test
    void eachRowBecomesTheMeanOfItsNearest() throws Exception {
        // f = 1: 0 -> (0 + 1) / 2, 1 -> (0 + 1) / 2, 900 -> (1 + 900) / 2; the median is 0.5, the mean (0.5 + 0.5 + 450.5) / 3.
        Matrix matrix = column(0, 1, 900).weighing(50, 1, 1);
        assertGives(row(0.5f), new RuleSpec.NearestNeighborMixing(1, new RuleSpec.Median()), matrix);
        assertGives(row(451.5f / 3), new RuleSpec.NearestNeighborMixing(1, new RuleSpec.Mean()), matrix);
        assertGives(row(0.5f), new RuleSpec.NearestNeighborMixing(1, new RuleSpec.Krum(0)), matrix);
    }

    @Test
    void trustGoesToThoseWhoPointTheServersWayAndIsAllTheSameLength() throws Exception {
        // Server (2, 0). (9, 0) trusted 1 as (2, 0); (0, 5) not at all; (-1, 0) not at all; (3, 3) trusted 1 / sqrt 2, as
        // (sqrt 2, sqrt 2). Sum (2 + 1, 1) / (1 + 1 / sqrt 2).
        double trust = 1 + Math.sqrt(0.5);
        assertGives(row((float) (3 / trust), (float) (1 / trust)), new RuleSpec.FlTrust(),
                Matrix.of(row(9, 0), row(0, 5), row(-1, 0), row(3, 3)).beside(2, 0));
    }

    @Test
    void ifNobodyIsTrustedNothingMoves() throws Exception {
        assertGives(row(0), new RuleSpec.FlTrust(), column(-1, -900, 0).beside(1));
        assertGives(row(0), new RuleSpec.FlTrust(), column(-1, 900, 0).beside(0));
    }

    @Test
    void anUpdateNextToNothingIsTrustedLikeAnyOther() throws Exception {
        assertGives(row(3, 0), new RuleSpec.FlTrust(), Matrix.of(row(1e-30f, 0), row(900, 0)).beside(3, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void tooFewUpdatesForTheRuleAreRefused(int byzantine) {
        RuleSpec[] rules = {new RuleSpec.Krum(byzantine), new RuleSpec.MultiKrum(byzantine, null),
            new RuleSpec.MultiKrum(0, byzantine + 4), new RuleSpec.Bulyan(byzantine),
            new RuleSpec.NearestNeighborMixing(byzantine, new RuleSpec.Median()),
            new RuleSpec.NearestNeighborMixing(0, new RuleSpec.Bulyan(byzantine))};
        for (RuleSpec spec : rules) {
            Rule rule = Rules.of(spec);
            assertThrows(TooFewUpdatesException.class, () -> rule.requireEnough(spec.leastUpdates() - 1));
            assertEquals(spec.leastUpdates(), rule.mixing().leastRows());
        }
    }
}
