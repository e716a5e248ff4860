package io.tributary.experiments.process;

import com.sun.management.UnixOperatingSystemMXBean;
import io.tributary.experiments.UserError;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Looks, before anything is begun, whether the machine gives what a coordinator or a run needs, and says what to do if not. */
public final class StartCheck {
    /** Files, sockets and libraries of one process with a few devices. */
    public static final int FEWEST_FILES = 256;
    private static final long LEAST_BYTES = 64L << 20;
    /** No computer that runs this was set right before this was written. */
    private static final Instant PAST = Instant.parse("2025-01-01T00:00:00Z");

    private StartCheck() {}

    /** What is missing; the message names it, where, and what to do. */
    public static final class MissingException extends Exception implements UserError {
        private static final long serialVersionUID = 1;

        MissingException(String message) {
            super(message);
        }

        MissingException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Checks file descriptors, clock, the directory and its disk.
     *
     * @param directory where state will be kept; if it is not there yet, the one that it will be made in is looked at
     * @throws MissingException naming the first that is missing
     */
    public static void require(Path directory) throws MissingException {
        requireFiles(mostFiles());
        requireClock(InstantSource.system());
        try {
            Path there = existing(directory.toAbsolutePath());
            if (!Files.isDirectory(there)) {
                throw new MissingException(there + " is a file where a folder is needed; choose another place");
            }
            requireSpace(directory, Files.getFileStore(there).getUsableSpace());
            requireWritable(there);
        } catch (IOException unusable) {
            throw new MissingException(
                    SystemFaults.words(unusable).orElse(directory + " cannot be used: " + unusable.getMessage()),
                    unusable);
        }
    }

    static void requireFiles(long most) throws MissingException {
        if (most < FEWEST_FILES) {
            throw new MissingException("this process may open only " + most + " files; at least " + FEWEST_FILES
                    + " are needed: raise the limit (ulimit -n 4096, or LimitNOFILE= of a systemd unit)");
        }
    }

    static void requireClock(InstantSource clock) throws MissingException {
        if (clock.instant().isBefore(PAST)) {
            throw new MissingException("the clock of this machine says " + clock.instant()
                    + ", which cannot be: certificates and deadlines need the right time; set it");
        }
    }

    static void requireSpace(Path directory, long bytes) throws MissingException {
        if (bytes < LEAST_BYTES) {
            throw new MissingException(
                    "the disk of " + directory + " has only " + (bytes >> 20) + " MiB left; at least "
                            + (LEAST_BYTES >> 20) + " are needed: make room, or choose a directory on another disk");
        }
    }

    private static Path existing(Path directory) {
        Path parent = directory.getParent();
        return Files.exists(directory) || parent == null ? directory : existing(parent);
    }

    private static void requireWritable(Path directory) throws IOException {
        try {
            Files.delete(Files.createTempFile(directory, ".probe-", ""));
        } catch (FileSystemException refused) {
            throw new FileSystemException(directory.toString(), null, refused instanceof AccessDeniedException
                    ? "Permission denied"
                    : refused.getReason());
        }
    }

    private static long mostFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
