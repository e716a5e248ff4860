package io.tributary.coordinator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A small file that only its owner can read, made once and then read for ever. */
final class SecretFile {
    private static final int LARGEST = 4096;

    private SecretFile() {}

    /**
     * The bytes of the file, which are drawn and made durable if there is none.
     *
     * @throws IOException if it cannot be read or made
     */
    static byte[] readOrMake(Path file, Supplier<byte[]> fresh) throws IOException {
        if (!Files.exists(file)) {
            make(file, fresh.get());
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is no secret of ours: it has " + Files.size(file) + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private static void make(Path file, byte[] secret) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        try (FileChannel out = FileChannel.open(aside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file))) {
            ByteBuffer bytes = ByteBuffer.wrap(secret);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (FileAlreadyExistsException other) {
            throw new IOException("another coordinator is starting in " + file.getParent(), other);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }
}
