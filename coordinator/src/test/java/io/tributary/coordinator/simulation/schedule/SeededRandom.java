package io.tributary.coordinator.simulation.schedule;

import java.util.List;
import java.util.Random;

/** Everything random in a world, from one seed. */
public final class SeededRandom {
    private final Random random;

    /** All that it gives follows from the seed. */
    public SeededRandom(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** True once in {@code n} times. */
    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** least..most. */
    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** One of these, each as likely as another. */
    public <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
