package io.tributary.learning.djl;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The order in which examples are seen: a new permutation each epoch, from the task's seed alone (Fisher and Yates). The bounded draw is
 * written out, as the JDK may change its own between versions.
 */
final class Shuffle {
    private final SplittableRandom random;
    private final int[] order;

    Shuffle(int size, long seed) {
        random = new SplittableRandom(seed);
        order = IntStream.range(0, size).toArray();
    }

    /** The next epoch's order; the array is used again. */
    int[] next() {
        for (int i = order.length - 1; i > 0; i--) {
            int j = (int) Math.floorMod(random.nextLong() >>> 1, (long) i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
