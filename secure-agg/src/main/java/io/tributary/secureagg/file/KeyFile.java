package io.tributary.secureagg.file;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
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
     * Reads the keys of a coordinator, which must be there: their secrets, and after these the chain of key sets as JSON.
     *
     * @throws IOException if the file cannot be read, others can read it, or it holds no such keys
     */
    public static SigningKeys coordinator(Path file) throws IOException {
        byte[] content = SecretFile.read(file, SigningKeys.SECRET_BYTES + KeyPage.MAX_BYTES);
        byte[] secrets = Arrays.copyOf(content, Math.min(content.length, SigningKeys.SECRET_BYTES));
        try {
            return SigningKeys.decode(secrets, WireJson
                    .readMessage(Arrays.copyOfRange(content, secrets.length, content.length), KeyPage.class).keys());
        } catch (IllegalArgumentException | RejectedException wrong) {
            throw SecretFile.NoSecretException.of(file, new IllegalArgumentException(wrong.getMessage(), wrong));
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(secrets, (byte) 0);
        }
    }

    /**
     * Writes the keys of a coordinator, over those that are there, in one step: the secrets that were replaced are gone after it.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, SigningKeys keys) throws IOException {
        byte[] secrets = keys.encodeSecrets();
        byte[] chain = WireJson.write(new KeyPage(keys.chain().links(1)));
        byte[] content = Arrays.copyOf(secrets, secrets.length + chain.length);
        System.arraycopy(chain, 0, content, secrets.length, chain.length);
        try {
            SecretFile.replace(file, content);
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(secrets, (byte) 0);
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
