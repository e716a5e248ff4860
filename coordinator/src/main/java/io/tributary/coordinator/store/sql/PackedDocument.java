package io.tributary.coordinator.store.sql;

import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A signed document as a column of bytes, for what is kept for ever: {@code length and key | length and signature | length of the payload |
 * payload, deflated}, the first two lengths in one byte and the third in four, raw deflate as in RFC 1951. What comes back has the bytes
 * that were signed.
 */
public final class PackedDocument {
    private static final int MAX_SHORT = 255;

    private PackedDocument() {}

    /**
     * Encodes a document.
     *
     * @throws IllegalArgumentException if key or signature have more than 255 bytes, or the payload is longer than a document may be
     */
    public static byte[] pack(SignedDocument document) {
        byte[] payload = document.payload();
        if (document.key().length > MAX_SHORT || document.signature().length > MAX_SHORT
                || payload.length > WireJson.MAX_DOCUMENT) {
            throw new IllegalArgumentException("no signed document that can be stored: " + document);
        }
        byte[] deflated = deflated(payload);
        ByteBuffer packed = ByteBuffer.allocate(
                2 + document.key().length + document.signature().length + Integer.BYTES + deflated.length);
        packed.put((byte) document.key().length).put(document.key());
        packed.put((byte) document.signature().length).put(document.signature());
        return packed.putInt(payload.length).put(deflated).array();
    }

    /**
     * Decodes a document.
     *
     * @throws IllegalArgumentException if the bytes are none that {@link #pack} gives
     */
    public static SignedDocument unpack(byte[] packed) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(packed);
            byte[] key = next(rest);
            byte[] signature = next(rest);
            int length = rest.getInt();
            if (length < 0 || length > WireJson.MAX_DOCUMENT) {
                throw new IllegalArgumentException("a stored document has a payload of " + length + " bytes");
            }
            return new SignedDocument(inflated(rest, length), signature, key);
        } catch (BufferUnderflowException | DataFormatException damaged) {
            throw new IllegalArgumentException("a stored document is cut or altered", damaged);
        }
    }

    private static byte[] next(ByteBuffer rest) {
        byte[] bytes = new byte[Byte.toUnsignedInt(rest.get())];
        rest.get(bytes);
        return bytes;
    }

    private static byte[] deflated(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(payload);
            deflater.finish();
            byte[] deflated = new byte[payload.length + 64 + payload.length / 1024]; // more than deflate ever takes
            int length = deflater.deflate(deflated);
            if (!deflater.finished()) {
                throw new IllegalStateException("deflate made more of " + payload.length + " bytes than it ever does");
            }
            return Arrays.copyOf(deflated, length);
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(ByteBuffer deflated, int length) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            byte[] payload = new byte[length];
            int read = inflater.inflate(payload);
            boolean ended = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
            if (read != length || !ended || inflater.getRemaining() > 0) {
                throw new DataFormatException("not deflate of " + length + " bytes");
            }
            return payload;
        } finally {
            inflater.end();
        }
    }
}
