package io.tributary.learning.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.NetworkSpec.Layout.Start;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LayoutStartTest {
    private static final ParameterLayout LAYOUT = new ParameterLayout(
            List.of(new Parameter("w", Role.TRAINABLE, List.of(50, 4, 2)),
                    new Parameter("b", Role.TRAINABLE, List.of(50)),
                    new Parameter("mean", Role.BUFFER, List.of(5, 5)), new Parameter("c", Role.CONTROL, List.of(3, 3)),
                    new Parameter("base", Role.FROZEN, List.of(10, 100))));

    @Test
    void zerosAreZeros() {
        assertArrayEquals(new float[LAYOUT.size()], InitialWeights.of(LAYOUT, Start.ZEROS, 1));
    }

    @Test
    void weightsAreDrawnWithinWhatFeedsOneOutputAndTheRestIsZero() {
        float[] drawn = InitialWeights.of(LAYOUT, Start.DRAWN, 1);
        assertEquals(1 / Math.sqrt(8), largest(drawn, 0, 400), 0.01);
        assertEquals(0, largest(drawn, 400, 400 + 50 + 25 + 9));
        assertEquals(0.1, largest(drawn, 484, 1484), 0.001);
        assertTrue(largest(drawn, 484, 1484) <= 0.1);
    }

    @Test
    void i10TheSeedAloneDecides() {
        assertArrayEquals(InitialWeights.of(LAYOUT, Start.DRAWN, 7), InitialWeights.of(LAYOUT, Start.DRAWN, 7));
        assertFalse(
                Arrays.equals(InitialWeights.of(LAYOUT, Start.DRAWN, 7), InitialWeights.of(LAYOUT, Start.DRAWN, 8)));
        assertEquals(-0.07790213, InitialWeights.of(LAYOUT, Start.DRAWN, 7)[0], 1e-7, "fixed for ever");
    }

    private static double largest(float[] values, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }
}
