package io.tributary.experiments.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignificanceTest {
    private static RunGroup group(long firstSeed, double... accuracies) {
        return new RunGroup("g", IntStream.range(0, accuracies.length).mapToObj(i -> new ComparedRun("f", "n",
                firstSeed + i, "finished", Map.of(), List.of(), new ComparedRun.End(accuracies[i], null, 1))).toList());
    }

    private static double second(RunGroup... groups) {
        return Objects.requireNonNull(Significance.of(List.of(groups)).get(1));
    }

    /** Differences 0.03, 0.02, 0.03: mean 0.08/3, t = 8 with 2 degrees of freedom, p = 1 - t/sqrt(t^2 + 2). */
    @Test
    void theSameSeedsAreComparedOneByOne() {
        assertEquals(1 - 8 / Math.sqrt(66), second(group(1, 0.90, 0.91, 0.92), group(1, 0.93, 0.93, 0.95)), 1e-9);
    }

    /** Variances 0.01 each, t = sqrt(2) with 2 degrees of freedom. */
    @Test
    void otherSeedsAreComparedAsWelchDid() {
        double t = Math.sqrt(2);
        assertEquals(1 - t / Math.sqrt(t * t + 2),
                second(group(1, 0.5, 0.5 + Math.sqrt(0.02)),
                        group(8, 0.5 + Math.sqrt(0.02), 0.5 + 2 * Math.sqrt(0.02))),
                1e-9);
    }

    @Test
    void singleRunsSayNothing() {
        assertNull(Significance.of(List.of(group(1, 0.9), group(1, 0.1))).get(1));
        assertNull(Significance.of(List.of(group(1, 0.9, 0.8))).getFirst());
    }

    @Test
    void equalRunsDoNotDiffer() {
        assertEquals(1, second(group(1, 0.9, 0.8), group(1, 0.9, 0.8)));
    }

    @Test
    void theAdjustmentIsHolms() {
        assertEquals(Arrays.asList(null, 0.03, 0.06, 0.06, null),
                Significance.holm(Arrays.asList(null, 0.01, 0.04, 0.03, null)));
        assertEquals(List.of(1.0, 1.0), Significance.holm(List.of(0.7, 0.9)));
    }
}
