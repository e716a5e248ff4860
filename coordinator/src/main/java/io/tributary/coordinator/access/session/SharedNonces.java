package io.tributary.coordinator.access.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;

/**
 * Nonces that all members of an era give and take (RFC 9449 section 8): the number of a {@link ServerNonces#TURN} of time, and a code
 * of it. One is good in its turn and the one after it, and, since clocks of members differ, in the one before. Thread-safe, never blocks.
 */
final class SharedNonces {
    private static final int CODE_BYTES = 16;

    private final SharedEra era;
    private final InstantSource clock;

    SharedNonces(SharedEra era, InstantSource clock) {
        this.era = era;
        this.clock = clock;
    }

    String current() {
        byte[] turn = ByteBuffer.allocate(Long.BYTES).putLong(turn()).array();
        byte[] code = SessionKeys.code(era.keys().nonces(), turn, 0, turn.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                ByteBuffer.allocate(Long.BYTES + CODE_BYTES).put(turn).put(code, 0, CODE_BYTES).array());
    }

    boolean isGood(String nonce) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException none) {
            return false;
        }
        if (bytes.length != Long.BYTES + CODE_BYTES || Math.abs(ByteBuffer.wrap(bytes).getLong() - turn()) > 1) {
            return false;
        }
        byte[] code = SessionKeys.code(era.keys().nonces(), bytes, 0, Long.BYTES);
        return MessageDigest.isEqual(Arrays.copyOf(code, CODE_BYTES),
                Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    private long turn() {
        return Math.floorDiv(clock.millis(), ServerNonces.TURN.toMillis());
    }
}
