package io.tributary.coordinator.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class I10_CohortsDependOnSeedRoundAndDevicesOnlyTest {
    private static List<String> draw(List<String> devices, int wanted, long seed, int round) {
        return CohortDraw.draw(devices, wanted, CohortDraw.generator(seed, round));
    }

    @Test
    void theOrderOfCheckInsDoesNotMatter() {
        List<String> arrived = new ArrayList<>(Rounds.devices(100));
        List<String> first = draw(arrived, 20, 1, 1);
        Collections.shuffle(arrived, new Random(99));
        assertEquals(first, draw(arrived, 20, 1, 1));
    }

    @Test
    void aKnownSeedDrawsAKnownCohort() {
        assertEquals(List.of("d1", "d2", "d3", "d5"), draw(Rounds.devices(10), 4, 1, 1));
    }

    @Test
    void anotherSeedOrRoundDrawsAnotherCohort() {
        List<String> devices = Rounds.devices(100);
        assertNotEquals(draw(devices, 20, 1, 1), draw(devices, 20, 2, 1));
        assertNotEquals(draw(devices, 20, 1, 1), draw(devices, 20, 1, 2));
    }

    @Test
    void everyDeviceIsDrawnInSomeRound() {
        Set<String> drawn = new HashSet<>();
        for (int round = 1; round <= 60; round++) {
            drawn.addAll(draw(Rounds.devices(20), 5, 1, round));
        }
        assertEquals(20, drawn.size());
    }

    @Test
    void aCohortHoldsEachDeviceOnceAndNoMoreThanThereAre() {
        assertEquals(List.of("d0", "d1"), draw(List.of("d1", "d0", "d1"), 9, 1, 1));
    }
}
