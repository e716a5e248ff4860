package io.tributary.coordinator.store.keys;

import io.tributary.protocol.Sha256;
import io.tributary.secureagg.kek.KeyEncryption;
import io.tributary.secureagg.kek.KeyEncryption.Wrapped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What an object of the key store holds: {@code TRK1}, one byte of length and the name of the key-encryption key in ASCII, two bytes of
 * length and the wrapped key of this secret, the secret sealed by that key, and the SHA-256 of all this. The hash tells damage before a key
 * management service is asked; what was altered on purpose is told by the seals.
 */
record SealedSecret(Wrapped key, byte[] secret) {
    static final int MOST_BYTES = 1 << 20;
    private static final byte[] MAGIC = "TRK1".getBytes(StandardCharsets.US_ASCII);

    ByteBuffer encode() {
        byte[] name = key.key().getBytes(StandardCharsets.US_ASCII);
        int size = MAGIC.length + 1 + name.length + 2 + key.bytes().length + secret.length + Sha256.BYTES;
        if (size > MOST_BYTES || name.length > KeyEncryption.MOST_NAME
                || key.bytes().length > KeyEncryption.MOST_WRAPPED) {
            throw new IllegalArgumentException(
                    "a sealed secret of " + size + " bytes; at most " + MOST_BYTES + " are kept");
        }
        ByteBuffer all = ByteBuffer.allocate(size).put(MAGIC).put((byte) name.length).put(name)
                .putShort((short) key.bytes().length).put(key.bytes()).put(secret);
        return all.put(hash(all.array(), all.position())).flip();
    }

    /** @throws IllegalArgumentException if it is none, or damaged */
    static SealedSecret decode(byte[] bytes) {
        int end = bytes.length - Sha256.BYTES;
        if (end < MAGIC.length + 1 + 2
                || !Arrays.equals(hash(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new IllegalArgumentException(bytes.length + " bytes that do not end with their SHA-256");
        }
        ByteBuffer all = ByteBuffer.wrap(bytes, 0, end);
        if (!Arrays.equals(MAGIC, take(all, MAGIC.length))) {
            throw new IllegalArgumentException("it does not begin with TRK1");
        }
        String name = new String(take(all, Byte.toUnsignedInt(take(all, 1)[0])), StandardCharsets.US_ASCII);
        byte[] length = take(all, 2);
        byte[] wrapped = take(all, Byte.toUnsignedInt(length[0]) << Byte.SIZE | Byte.toUnsignedInt(length[1]));
        return new SealedSecret(new Wrapped(name, wrapped), take(all, all.remaining()));
    }

    private static byte[] take(ByteBuffer from, int count) {
        if (count > from.remaining()) {
            throw new IllegalArgumentException("a part of " + count + " bytes where " + from.remaining() + " are left");
        }
        byte[] part = new byte[count];
        from.get(part);
        return part;
    }

    private static byte[] hash(byte[] bytes, int count) {
        MessageDigest sha = Sha256.algorithm();
        sha.update(bytes, 0, count);
        return sha.digest();
    }
}
