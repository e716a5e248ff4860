package io.tributary.secureagg.file;

import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.seal.WrappingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/** Keys as {@linkplain SecretFile secret files} of their raw bytes. */
public final class KeyFile {
    private KeyFile() {}

    /**
     * Reads a signing key, or makes one at first use.
     *
     * @throws IOException if the file cannot be read or written, others can read it, or it holds no key
     */
    public static SigningKey signing(Path file) throws IOException {
        return decode(file, SecretFile.readOrMake(file, SigningKey.SECRET_BYTES,
                () -> SigningKey.generate().encodeSecret()), SigningKey::decodeSecret);
    }

    /**
     * Reads a signing key that must be there.
     *
     * @throws IOException if the file cannot be read, others can read it, or it holds no key
     */
    public static SigningKey existingSigning(Path file) throws IOException {
        return decode(file, SecretFile.read(file, SigningKey.SECRET_BYTES), SigningKey::decodeSecret);
    }

    /**
     * Writes a signing key, over one that is there.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, SigningKey key) throws IOException {
        byte[] secret = key.encodeSecret();
        try {
            SecretFile.replace(file, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * Reads a wrapping key, or makes one at first use.
     *
     * @throws IOException if the file cannot be read or written, others can read it, or it holds no key
     */
    public static WrappingKey wrapping(Path file) throws IOException {
        return decode(file, SecretFile.readOrMake(file, WrappingKey.SECRET_BYTES,
                () -> WrappingKey.generate().encodeSecret()), WrappingKey::decodeSecret);
    }

    private static <K> K decode(Path file, byte[] secret, Function<byte[], K> key) throws IOException {
        try {
            return key.apply(secret);
        } catch (IllegalArgumentException wrong) {
            throw SecretFile.NoSecretException.of(file, wrong);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
