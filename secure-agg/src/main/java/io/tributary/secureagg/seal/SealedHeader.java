package io.tributary.secureagg.seal;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The 89 bytes before the chunks of a sealed update: magic {@code TRS1}, format version 1 in one byte, chunk count in four
 * (big endian), then 80 bytes of HPKE single-shot output (RFC 9180 section 6.1): encapsulated key, wrapped key, tag.
 */
record SealedHeader(int chunkCount, byte[] wrappedKey) {
    static final int WRAPPED_BYTES = 32 + GcmKey.SECRET_BYTES + GcmKey.TAG_BYTES;
    static final int BYTES = 4 + 1 + 4 + WRAPPED_BYTES;

    private static final int MAGIC = ByteBuffer.wrap("TRS1".getBytes(StandardCharsets.US_ASCII)).getInt();
    private static final byte VERSION = 1;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES).putInt(MAGIC).put(VERSION).putInt(chunkCount).put(wrappedKey).array();
    }

    static SealedHeader decode(byte[] bytes) throws RejectedException {
        if (bytes.length != BYTES) {
            throw new RejectedException(Reason.WRONG_LENGTH,
                    "the header of a sealed update has " + BYTES + " bytes, not " + bytes.length);
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        requireEqual("magic", header.getInt(), MAGIC);
        requireEqual("format version", header.get(), VERSION);
        int chunkCount = header.getInt();
        byte[] wrappedKey = new byte[WRAPPED_BYTES];
        header.get(wrappedKey);
        return new SealedHeader(chunkCount, wrappedKey);
    }

    private static void requireEqual(String name, int found, int expected) throws RejectedException {
        if (found != expected) {
            throw new RejectedException(Reason.BAD_SEAL, "the header's " + name + " is 0x"
                    + HexFormat.of().toHexDigits(found) + ", not 0x" + HexFormat.of().toHexDigits(expected));
        }
    }
}
