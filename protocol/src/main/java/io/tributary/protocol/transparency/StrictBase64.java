package io.tributary.protocol.transparency;

import java.util.Base64;

/** Base 64 of RFC 4648 section 4, of which the same bytes have one form alone: with padding, and no bits set in it. */
final class StrictBase64 {
    private StrictBase64() {}

    /** @throws IllegalArgumentException if it is not what {@link #encode} writes */
    static byte[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("base 64 must be padded, with no bits set in the padding");
        }
        return bytes;
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
