package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.loadtest.fleet.KnownUpdates;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecomputationTest {
    private static final KnownUpdates UPDATES = new KnownUpdates(11, 5);

    /** Doubles are near enough to say what the mean is, though not to the last bit. */
    @Test
    void theModelMovesByTheWeightedMeanOfTheKnownDeltas() {
        Recomputation model = new Recomputation(UPDATES);
        model.apply(1, List.of("dev-0", "dev-3"));
        double total = UPDATES.weight(0) + UPDATES.weight(3);
        for (int i = 0; i < UPDATES.values(); i++) {
            double mean = (UPDATES.weight(0) * (double) UPDATES.delta(0, 1)[i]
                    + UPDATES.weight(3) * (double) UPDATES.delta(3, 1)[i]) / total;
            assertEquals(mean, model.values()[i], 1e-7);
        }
    }

    @Test
    void theOrderOfDevicesDoesNotMatter() {
        Recomputation left = new Recomputation(UPDATES);
        Recomputation right = new Recomputation(UPDATES);
        left.apply(1, List.of("dev-0", "dev-1", "dev-2"));
        right.apply(1, List.of("dev-2", "dev-0", "dev-1"));
        assertArrayEquals(left.values(), right.values());
    }

    @Test
    void nobodysUpdatesLeaveTheModelAsItIs() {
        Recomputation model = new Recomputation(UPDATES);
        model.apply(1, List.of());
        assertArrayEquals(new float[UPDATES.values()], model.values());
    }

    @Test
    void noTwoUpdatesAreAlikeAndEachCanBeHadAgain() {
        Set<String> seen = new HashSet<>();
        for (int device = 0; device < 20; device++) {
            for (int round = 1; round < 20; round++) {
                assertTrue(seen.add(Arrays.toString(UPDATES.delta(device, round))));
                assertArrayEquals(UPDATES.delta(device, round), new KnownUpdates(11, 5).delta(device, round));
            }
        }
        assertFalse(seen.contains(Arrays.toString(new KnownUpdates(12, 5).delta(0, 1))));
    }
}
