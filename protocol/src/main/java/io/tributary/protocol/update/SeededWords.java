package io.tributary.protocol.update;

import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * 64-bit words that follow from a seed: word {@code i} is what {@code new java.util.SplittableRandom(seed)} gives as its
 * {@code i}-th {@code nextLong} (Steele, Lea, Flood 2014, "Fast Splittable Pseudorandom Number Generators"), written out so that the
 * wire format does not depend on a class library. Statistical randomness, no secret.
 */
final class SeededWords {
    static final long GAMMA = 0x9e3779b97f4a7c15L;

    private SeededWords() {}

    /** The first 8 bytes, big-endian, of SHA-256(label | numbers), each number in 8 bytes, big-endian. */
    static long seed(String label, long... numbers) {
        MessageDigest digest = Sha256.algorithm();
        digest.update(label.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        return ByteBuffer.wrap(digest.digest(bytes.array())).getLong();
    }

    /** Word {@code index} of a seed, from 0 on. */
    static long word(long seed, int index) {
        return mix(seed + (index + 1) * GAMMA);
    }

    /** Fills {@code count} ints with the halves of the words from {@code first} on, the lower half of each before the upper. */
    static void halves(long seed, int first, int[] into, int count) {
        long state = seed + first * GAMMA;
        int pairs = count & -2;
        for (int i = 0; i < pairs; i += 2) {
            state += GAMMA;
            long word = mix(state);
            into[i] = (int) word;
            into[i + 1] = (int) (word >>> Integer.SIZE);
        }
        if (pairs < count) {
            into[pairs] = (int) mix(state + GAMMA);
        }
    }

    static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long x = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
