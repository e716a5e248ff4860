package io.tributary.secureagg.kek;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.SecretFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A key-encryption key as a {@linkplain SecretFile secret file}: a cleartext Tink keyset in JSON, the same at each member.
 *
 * <p>To rotate: {@link #add} a key, bring the file to all members, {@link #promote} it, and bring the file again; a member that meets
 * what a newer key wrapped reads its file once more, and one that is started wraps by the primary. When all that older keys wrapped is
 * destroyed, {@link #trim}: from then on no copy of it opens. Thread-safe.
 */
public final class KekFile implements KeyEncryption {
    static final int MOST_BYTES = 16 << 10;

    private final Path file;
    private volatile Keyset keys;

    private KekFile(Path file, Keyset keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * Reads a keyset.
     *
     * @throws SecretFile.NoSecretException if the file holds none that can be used
     * @throws IOException if the file cannot be read, or others can read or write it
     */
    public static KekFile open(Path file) throws IOException {
        return new KekFile(file, read(file));
    }

    /** Makes a file with one new AES-256-GCM key. @throws IOException if there is a file, or it cannot be written */
    public static void make(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString(), null,
                    "what it wrapped would be lost; add a key to it instead");
        }
        write(file, Keyset.generate());
    }

    /** Adds a new key, which unwraps but does not wrap yet. @throws IOException as {@link #open}, or if it cannot be written */
    public static void add(Path file) throws IOException {
        change(file, Keyset::plusKey);
    }

    /** Makes the newest key the one that wraps. @throws IOException as {@link #open}, or if it cannot be written */
    public static void promote(Path file) throws IOException {
        change(file, Keyset::promoted);
    }

    /** Removes the keys that are older than the one that wraps. @throws IOException as {@link #open}, or if it cannot be written */
    public static void trim(Path file) throws IOException {
        change(file, Keyset::trimmed);
    }

    private static void change(Path file, UnaryOperator<Keyset> change) throws IOException {
        Keyset changed;
        try {
            changed = change.apply(read(file));
        } catch (IllegalArgumentException full) {
            throw new IOException(file + " cannot be changed: " + full.getMessage() + "; trim it first", full);
        }
        write(file, changed);
    }

    private static Keyset read(Path file) throws IOException {
        byte[] json = SecretFile.read(file, MOST_BYTES);
        try {
            return Keyset.decode(json);
        } catch (IllegalArgumentException none) {
            throw SecretFile.NoSecretException.of(file, none);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static void write(Path file, Keyset keys) throws IOException {
        byte[] json = keys.encodeSecret();
        try {
            SecretFile.replace(file, json);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    /** Names of the keys that unwrap, the oldest first; none is a secret. */
    public List<String> names() {
        return keys.names();
    }

    @Override
    public Wrapped wrap(byte[] secret, byte[] context) {
        Keyset now = keys;
        return new Wrapped(now.primary(), now.wrap(secret, context));
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, byte[] context) throws RejectedException, IOException {
        return having(wrapped.key()).unwrap(wrapped.bytes(), context).orElseThrow(() -> new RejectedException(
                Reason.BAD_SEAL,
                "what " + wrapped.key() + " wrapped does not open: it was altered, or wrapped for another purpose"));
    }

    private Keyset having(String key) throws IOException {
        if (!keys.names().contains(key)) {
            keys = read(file);
        }
        Keyset now = keys;
        if (!now.names().contains(key)) {
            throw new IOException(file + " has no key " + key + " that is enabled, it has " + now.names()
                    + ": bring the file that the other members have");
        }
        return now;
    }

    @Override
    public String toString() {
        return "KekFile[" + file + ", " + keys.names() + "]";
    }
}
