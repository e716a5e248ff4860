package io.tributary.secureagg.file;

import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A secret as a file that only its owner can read: mode 0600 at creation, and refused when it is read if the mode is wider. Modes are
 * looked at where the file system is POSIX.
 */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);

    private SecretFile() {}

    /** The file can be read, and no secret can be what it holds: to read it again does not help. */
    public static final class NoSecretException extends IOException {
        private static final long serialVersionUID = 1;

        private NoSecretException(Path file, String why) {
            super(file + " holds no key or token: " + why);
        }

        /** What is in the file is no key; a copy of the file, or of its directory, may still have it. */
        public static NoSecretException of(Path file, IllegalArgumentException wrong) {
            NoSecretException none = new NoSecretException(file, wrong.getMessage() + "; restore it from a backup");
            none.initCause(wrong);
            return none;
        }
    }

    /**
     * The whole secret.
     *
     * @throws NoSecretException if the file is empty or has more than {@code most} bytes
     * @throws IOException if it cannot be read, or others can read or write it
     */
    public static byte[] read(Path file, int most) throws IOException {
        requireClosedToOthers(file);
        try {
            byte[] secret = BoundedFile.read(file, most);
            if (secret.length == 0) {
                throw new NoSecretException(file, "it is empty; restore it from a backup");
            }
            return secret;
        } catch (RejectedException large) {
            throw new NoSecretException(file, large.detail());
        }
    }

    /**
     * The whole secret, which is drawn and made durable first if there is no file.
     *
     * @param fresh draws a secret; its array is overwritten
     * @throws IOException as {@link #read}, or if the file cannot be made
     */
    public static byte[] readOrMake(Path file, int most, Supplier<byte[]> fresh) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = fresh.get();
            try {
                replace(file, secret);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }
        return read(file, most);
    }

    /** Writes a secret as {@link DurableFile#replace} does, never readable by others. */
    public static void replace(Path file, byte[] secret) throws IOException {
        DurableFile.replacePrivate(Disk.REAL, file, secret);
    }

    private static void requireClosedToOthers(Path file) throws IOException {
        if (!RealDisk.isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(mode)) {
            throw new IOException(
                    file + " is open to others (" + PosixFilePermissions.toString(mode) + "): chmod 600 it");
        }
    }
}
