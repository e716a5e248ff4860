package io.tributary.secureagg.file;

import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.seal.WrappingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A wrapping key in a file. One that is there is read at once, so that a damaged one is found when it is opened; one that is not is made
 * when it is first needed: a device that has nothing to seal has no file to sync. Thread-safe.
 */
public final class WrappingKeyFile {
    private final Path file;
    private @Nullable WrappingKey key;

    private WrappingKeyFile(Path file, @Nullable WrappingKey key) {
        this.file = file;
        this.key = key;
    }

    /**
     * The key of a file that is there or will be made.
     *
     * @throws IOException if the file is there and cannot be read, others can read it, or it holds no key
     */
    public static WrappingKeyFile open(Path file) throws IOException {
        return new WrappingKeyFile(file, Files.exists(file) ? KeyFile.wrapping(file) : null);
    }

    /** As {@link WrappingKey#wrap}. @throws IOException if the key cannot be made */
    public byte[] wrap(byte[] plain, byte[] context) throws IOException {
        return key().wrap(plain, context);
    }

    /** As {@link WrappingKey#unwrap}. @throws IOException if the key cannot be made */
    public byte[] unwrap(byte[] wrapped, byte[] context) throws RejectedException, IOException {
        return key().unwrap(wrapped, context);
    }

    private synchronized WrappingKey key() throws IOException {
        WrappingKey known = key;
        if (known == null) {
            known = KeyFile.wrapping(file);
            key = known;
        }
        return known;
    }
}
