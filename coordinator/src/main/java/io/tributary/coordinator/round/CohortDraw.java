package io.tributary.coordinator.round;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Draws cohorts that depend only on the run seed, the round and the available devices (I10): ids are sorted, then the first places are
 * filled by a Fisher-Yates shuffle.
 */
public final class CohortDraw {
    private CohortDraw() {}

    /**
     * The generator of a round: its seed is the first 8 bytes of SHA-256("tributary/cohort" | seed as 8 bytes | round as 4
     * bytes), big endian. {@link Random}, because its numbers are specified for all time.
     */
    public static RandomGenerator generator(long seed, int round) {
        ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(seed).putInt(round).flip();
        MessageDigest digest = sha256();
        digest.update("tributary/cohort".getBytes(StandardCharsets.US_ASCII));
        digest.update(numbers);
        return new Random(ByteBuffer.wrap(digest.digest()).getLong());
    }

    /** Up to {@code wanted} of these devices, sorted by id. */
    public static List<String> draw(Collection<String> devices, int wanted, RandomGenerator random) {
        List<String> ids = new ArrayList<>(new TreeSet<>(devices));
        int drawn = Math.min(wanted, ids.size());
        for (int i = 0; i < drawn; i++) {
            Collections.swap(ids, i, i + random.nextInt(ids.size() - i));
        }
        return ids.subList(0, drawn).stream().sorted().toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JVM has no SHA-256", missing);
        }
    }
}
