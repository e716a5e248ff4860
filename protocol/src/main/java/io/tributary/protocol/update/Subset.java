package io.tributary.protocol.update;

import java.util.Arrays;

/** Which values of a chunk travel, the same on all devices of a round (Konecny et al. 2016, "Federated Learning: Strategies for Improving Communication Efficiency"). */
final class Subset {
    private Subset() {}

    /**
     * {@code count} of 0..length-1, sorted, each set of so many as likely as another (Knuth, TAOCP 3.4.2, algorithm S): index i is
     * taken if {@code floor(u * (length - i) / 2^63)} is below the number still wanted, u being word i without its lowest bit.
     */
    static int[] draw(int length, int count, long seed) {
        int[] taken = new int[count + 1];
        long wanted = count;
        long state = seed;
        for (int i = 0; i < length; i++) {
            state += SeededWords.GAMMA;
            long place = Math.multiplyHigh(SeededWords.mix(state) >>> 1, (long) (length - i) << 1);
            taken[count - (int) wanted] = i;
            wanted += (place - wanted) >> (Long.SIZE - 1); // 1 less if taken; a branch could not be predicted
        }
        return Arrays.copyOf(taken, count);
    }
}
