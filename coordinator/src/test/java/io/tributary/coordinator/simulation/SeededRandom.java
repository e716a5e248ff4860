package io.tributary.coordinator.simulation;

import java.util.List;
import java.util.Random;

/** Everything random in a world, from one seed. */
final class SeededRandom {
    private final Random random;

    SeededRandom(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** True once in {@code n} times. */
    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** least..most. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
