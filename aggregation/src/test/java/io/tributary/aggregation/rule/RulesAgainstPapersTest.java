package io.tributary.aggregation.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.aggregation.sum.Draws;
import io.tributary.protocol.plan.RuleSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule beside the slow one, on matrices of many shapes. */
@Tag("seeded")
class RulesAgainstPapersTest {
    private static final int MOST_ROWS = 40;
    private static final int MATRICES = 12;
    /**
     * Between the middle two of an even number of values, all points are as good: whether an objective falls by nothing at all
     * would be rounding's choice.
     */
    private static final double MORE_THAN_ROUNDING = 1e-9;

    static LongStream seeds() {
        return Draws.seeds();
    }

    /** Kinds of matrices on which rules go wrong. */
    private enum Kind {
        SMOOTH,
        /** Small integers: every distance is exact, and many are equal. */
        LATTICE,
        /** Some rows are others again, some are zero. */
        REPEATED,
        /** One row is huge. */
        GIANT,
        /** Most rows are nearly the same, and not near zero. */
        TIGHT
    }

    private static Kind kind(Random random) {
        return Kind.values()[random.nextInt(Kind.values().length)];
    }

    private static Matrix draw(Random random, Kind kind, int rows, int columns) {
        float[][] x = new float[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < columns; c++) {
                x[i][c] = switch (kind) {
                    case LATTICE -> random.nextInt(7) - 3;
                    case TIGHT -> 1 + (float) (0.01 * random.nextGaussian());
                    case SMOOTH, REPEATED, GIANT -> (float) random.nextGaussian();
                };
            }
            if (kind == Kind.REPEATED && i > 0 && random.nextInt(3) == 0) {
                x[i] = random.nextBoolean() ? x[random.nextInt(i)].clone() : new float[columns];
            }
        }
        if (kind == Kind.GIANT) {
            Arrays.fill(x[random.nextInt(rows)], random.nextBoolean() ? 999 : -999);
        }
        float[] own = new float[columns];
        for (int c = 0; c < columns; c++) {
            own[c] = kind == Kind.LATTICE ? 1 : (float) random.nextGaussian();
        }
        return Matrix.of(x).weighing(random.ints(rows, 1, 100).toArray()).beside(own);
    }

    /** All that n rows allow, with every f and with parameters drawn. */
    private static List<RuleSpec> rules(Random random, int n) {
        List<RuleSpec> rules = new ArrayList<>(List.of(new RuleSpec.Mean(), new RuleSpec.Median(),
                new RuleSpec.TrimmedMean(random.nextInt(50) / 100.0), new RuleSpec.ClippedMean(null),
                new RuleSpec.ClippedMean(0.5 + random.nextDouble()), new RuleSpec.CenteredClipping(null, 1),
                new RuleSpec.CenteredClipping(0.1 + random.nextDouble(), 1 + random.nextInt(5)), new RuleSpec.FlTrust(),
                new RuleSpec.GeometricMedian(0.01, 8, MORE_THAN_ROUNDING)));
        int f = random.nextInt(n);
        List<RuleSpec> more = List.of(new RuleSpec.Krum(f), new RuleSpec.MultiKrum(f, null),
                new RuleSpec.MultiKrum(f, 1 + random.nextInt(n)), new RuleSpec.Bulyan(f / 2), new RuleSpec.Krum(f / 2),
                new RuleSpec.Bulyan(f / 4), new RuleSpec.MultiKrum(f / 3, null));
        rules.addAll(more);
        for (RuleSpec then : List.copyOf(rules)) {
            if (!(then instanceof RuleSpec.CenteredClipping || then instanceof RuleSpec.FlTrust)) {
                rules.add(new RuleSpec.NearestNeighborMixing(f / 2, then));
            }
        }
        rules.removeIf(rule -> rule.leastUpdates() > n);
        return rules;
    }

    private static double[][] doubles(float[][] x) {
        return Arrays.stream(x).map(RulesAgainstPapersTest::doubles).toArray(double[][]::new);
    }

    private static double[] doubles(float[] v) {
        double[] doubles = new double[v.length];
        for (int c = 0; c < v.length; c++) {
            doubles[c] = v[c];
        }
        return doubles;
    }

    private static void compare(RuleSpec rule, Matrix matrix) throws Exception {
        double[] expected = SlowRules.apply(rule, doubles(matrix.updates()),
                Arrays.stream(matrix.weights()).asDoubleStream().toArray(), doubles(matrix.reference()));
        float[] found = matrix.reduce(Rules.of(rule));
        boolean[] clear = ClearChoices.of(rule, doubles(matrix.updates()));
        for (int c = 0; c < found.length; c++) {
            if (clear[c]) {
                int at = c;
                assertEquals(expected[c], found[c], 2e-6 + 1e-6 * Math.abs(expected[c]),
                        () -> "value " + at + " of " + rule + " over " + matrix.count() + " x " + matrix.columns());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRuleIsWhatItsPaperSays(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < MATRICES; i++) {
            Matrix matrix = draw(random, kind(random), 1 + random.nextInt(MOST_ROWS), 1 + random.nextInt(30));
            for (RuleSpec rule : rules(random, matrix.count())) {
                compare(rule, matrix);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void longVectorsAndFewestRowsAreNoDifferent(long seed) throws Exception {
        Random random = new Random(seed);
        for (RuleSpec rule : List.of(new RuleSpec.Krum(2), new RuleSpec.Bulyan(1), new RuleSpec.Median(),
                new RuleSpec.NearestNeighborMixing(3, new RuleSpec.Median()),
                new RuleSpec.GeometricMedian(0.01, 4, 0))) {
            compare(rule, draw(random, Kind.SMOOTH, rule.leastUpdates(), 9000 + random.nextInt(3000)));
        }
    }
}
