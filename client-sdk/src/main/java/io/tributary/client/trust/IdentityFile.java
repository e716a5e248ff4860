package io.tributary.client.trust;

import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.identity.SigningKey;
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

/** The device's own key as a file, {@value #NAME}, that only its owner can read. */
public final class IdentityFile {
    /** Its name in the client's directory. */
    public static final String NAME = "identity.key";
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private IdentityFile() {}

    /**
     * Reads the key, or makes one at first use.
     *
     * @throws IOException if the file cannot be read or written, others can read it, or it holds no key
     */
    public static SigningKey open(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        return Files.exists(file) ? read(file) : create(file);
    }

    private static SigningKey read(Path file) throws IOException {
        if (POSIX && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " is open to others ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + "): chmod 600 it");
        }
        byte[] secret = secret(file);
        try {
            return SigningKey.decodeSecret(secret);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + " holds no key: " + wrong.getMessage(), wrong);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] secret(Path file) throws IOException {
        try {
            return BoundedFile.read(file, SigningKey.SECRET_BYTES);
        } catch (RejectedException large) {
            throw new IOException(file + " holds no key: " + large.detail(), large);
        }
    }

    private static SigningKey create(Path file) throws IOException {
        SigningKey key = SigningKey.generate();
        byte[] secret = key.encodeSecret();
        Path fresh = file.resolveSibling(NAME + ".part");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            channel.write(ByteBuffer.wrap(secret));
            channel.force(true);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        DurableFile.rename(fresh, file);
        return key;
    }

    private static FileAttribute<?>[] ownerOnly() {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
