package io.tributary.secureagg.file;

import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A secret as a file that only its owner can read (mode 0600 where the file system is POSIX). */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private SecretFile() {}

    /**
     * Reads the key that the file holds, or makes one at first use.
     *
     * @param length of the secret in bytes
     * @param fresh draws a secret; its array is overwritten
     * @param decode makes the key of a secret, which is overwritten afterwards
     * @throws IOException if the file cannot be read or written, others can read it, or it holds no key
     */
    public static <K> K open(Path file, int length, Supplier<byte[]> fresh, Function<byte[], K> decode)
            throws IOException {
        if (!Files.exists(file)) {
            create(file, fresh.get());
        }
        requireClosedToOthers(file);
        byte[] secret = read(file, length);
        try {
            return decode.apply(secret);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + " holds no key: " + wrong.getMessage(), wrong);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static void requireClosedToOthers(Path file) throws IOException {
        if (POSIX && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " is open to others ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + "): chmod 600 it");
        }
    }

    private static byte[] read(Path file, int length) throws IOException {
        try {
            return BoundedFile.read(file, length);
        } catch (RejectedException large) {
            throw new IOException(file + " holds no key: " + large.detail(), large);
        }
    }

    private static void create(Path file, byte[] secret) throws IOException {
        try {
            replace(file, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Writes a secret of any length as {@link DurableFile#replace} does, never readable by others. */
    public static void replace(Path file, byte[] secret) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            ByteBuffer rest = ByteBuffer.wrap(secret);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        DurableFile.rename(fresh, file);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
