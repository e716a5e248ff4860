package io.tributary.coordinator.access.session;

import io.tributary.protocol.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * A session that its own token tells: a version, a number among the sessions of its device, its end, the device, and a code of these by
 * a key that only members have.
 *
 * @param number greater for a newer session of the device
 * @param expires epoch milliseconds
 */
record SignedToken(String device, long number, long expires) {
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + 2 * Long.BYTES;
    private static final int MOST_CHARACTERS = 256;

    String sign(SecretKey key) {
        byte[] name = device.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer token = ByteBuffer.allocate(HEAD_BYTES + name.length + SessionKeys.MAC_BYTES).put(VERSION)
                .putLong(number).putLong(expires).put(name);
        token.put(SessionKeys.code(key, token.array(), 0, token.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /** What a token tells, if it was signed by this key. */
    static Optional<SignedToken> verified(String token, SecretKey key) {
        if (token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
        int end = bytes.length - SessionKeys.MAC_BYTES;
        if (end <= HEAD_BYTES || !MessageDigest.isEqual(SessionKeys.code(key, bytes, 0, end),
                Arrays.copyOfRange(bytes, end, bytes.length)) || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer head = ByteBuffer.wrap(bytes, 1, HEAD_BYTES - 1);
        String device = new String(bytes, HEAD_BYTES, end - HEAD_BYTES, StandardCharsets.US_ASCII);
        return Optional.of(new SignedToken(Ids.device(device), head.getLong(), head.getLong()));
    }

    /** Is a secret, whole. */
    @Override
    public String toString() {
        return "SignedToken[" + device + "]";
    }
}
