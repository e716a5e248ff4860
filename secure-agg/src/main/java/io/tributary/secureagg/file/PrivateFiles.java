package io.tributary.secureagg.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Directories (0700) and files (0600) of one user, whatever the umask was. Modes are looked at where the file system is POSIX. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Makes a directory and all above it, durably, and closes it to others if it is open to them. */
    public static void directory(Path directory) throws IOException {
        DurableTree.makeDirectories(directory.toAbsolutePath().normalize(), Disk.REAL);
        close(directory, DIRECTORY);
    }

    /** Makes an empty file unless one is there, and closes it to others if it is open to them. @throws IOException if it is a link */
    public static void file(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Disk.REAL.createPrivate(file).close();
        }
        requireNoLink(file);
        close(file, FILE);
    }

    /** Closes a file to others, if it is there and open to them. */
    public static void closeIfThere(Path file) throws IOException {
        requireNoLink(file);
        if (Files.exists(file)) {
            close(file, FILE);
        }
    }

    private static void requireNoLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a symbolic link: nothing is written through one; put the file itself "
                    + "there, or link the whole directory");
        }
    }

    private static void close(Path path, Set<PosixFilePermission> most) throws IOException {
        if (RealDisk.isPosix(path) && !most.containsAll(Files.getPosixFilePermissions(path))) {
            Files.setPosixFilePermissions(path, most);
        }
    }
}
