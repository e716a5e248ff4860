package io.tributary.client.internal.trust;

import io.tributary.secureagg.file.SecretFile;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Path;

/** The device's own key as a file, {@value #NAME}, that only its owner can read. */
public final class IdentityFile {
    /** Its name in the client's directory. */
    public static final String NAME = "identity.key";

    private IdentityFile() {}

    /**
     * Reads the key, or makes one at first use.
     *
     * @throws IOException if the file cannot be read or written, others can read it, or it holds no key
     */
    public static SigningKey open(Path directory) throws IOException {
        return SecretFile.open(directory.resolve(NAME), SigningKey.SECRET_BYTES,
                () -> SigningKey.generate().encodeSecret(), SigningKey::decodeSecret);
    }
}
