package io.tributary.secureagg.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A directory for one user alone: a lock on its file {@value #NAME}, against other processes and against this one. The system lets go
 * when the process ends.
 */
public final class DirectoryLock implements AutoCloseable {
    /** The file's name. */
    public static final String NAME = "lock";
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a directory.
     *
     * @return empty if somebody has it
     * @throws IOException if the directory is not there or cannot be written to
     */
    public static Optional<DirectoryLock> tryTake(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(directory.resolve(NAME), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        if (isFree(channel)) {
            return Optional.of(new DirectoryLock(channel));
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
