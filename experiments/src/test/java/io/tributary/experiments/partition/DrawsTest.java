package io.tributary.experiments.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrawsTest {
    private static final int MANY = 200_000;
    private static final String KNOWN =
            "0x1.f30cd2b7a1fa2p-1 0x1.e3ae520b6b644p0 0x1.d2a4f289918aep-4 0x1.6b82aff7ded12p1"
                    + " [2, 5, 6, 4, 0, 3, 7, 1]";

    @Test
    void i10TheSameSeedGivesTheSameBitsOnEveryJvm() {
        Draws draws = Draws.of(1, "known", 0);
        assertEquals(KNOWN, String.join(" ", hex(draws.unit()), hex(draws.normal()), hex(draws.gamma(0.5)),
                hex(draws.gamma(3)), Arrays.toString(draws.order(8))));
    }

    private static String hex(double value) {
        return Double.toHexString(value);
    }

    @Test
    void seedsPurposesAndIndicesAreStreamsOfTheirOwn() {
        double unit = Draws.of(1, "a", 0).unit();
        assertEquals(unit, Draws.of(1, "a", 0).unit());
        assertNotEquals(unit, Draws.of(2, "a", 0).unit());
        assertNotEquals(unit, Draws.of(1, "b", 0).unit());
        assertNotEquals(unit, Draws.of(1, "a", 1).unit());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1, 2.5, 30})
    void gammaHasItsMeanAndVariance(double shape) {
        Draws draws = Draws.of(5, "gamma", 0);
        requireMoments(() -> draws.gamma(shape), shape, shape);
    }

    @Test
    void normalAndUnitHaveTheirMeanAndVariance() {
        Draws draws = Draws.of(5, "moments", 0);
        requireMoments(draws::normal, 0, 1);
        requireMoments(draws::unit, 0.5, 1.0 / 12);
    }

    /** Within five standard errors; the generous one of the variance covers gamma's heavy tail. */
    private static void requireMoments(DoubleSupplier draw, double mean, double variance) {
        double[] values = DoubleStream.generate(draw).limit(MANY).toArray();
        double seen = Arrays.stream(values).average().orElseThrow();
        double spread = Arrays.stream(values).map(v -> (v - seen) * (v - seen)).average().orElseThrow();
        assertEquals(mean, seen, 5 * Math.sqrt(variance / MANY));
        assertEquals(variance, spread, 0.06 * variance);
    }

    @Test
    void anOrderHoldsEveryNumberOnce() {
        int[] order = Draws.of(5, "order", 0).order(1000);
        assertNotEquals(0, Arrays.compare(order, IntStream.range(0, 1000).toArray()));
        assertArrayEquals(IntStream.range(0, 1000).toArray(), Arrays.stream(order).sorted().toArray());
    }
}
