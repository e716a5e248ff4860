package io.tributary.experiments.process;

import io.tributary.secureagg.file.SecretFile.NoSecretException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts into words what a disk or system refuses: what, where, and what to do. */
public final class SystemFaults {
    private static final int MOST_DEEP = 16;

    /** What a system says, and what helps. */
    private record Refusal(String sign, String words) {}

    /** Of the C library and of SQLite, which say it in English only. */
    private static final List<Refusal> REFUSALS = List.of(
            new Refusal("No space left on device",
                    "the disk is full; make room, or choose a directory on another disk"),
            new Refusal("SQLITE_FULL", "the disk is full; make room, or choose a directory on another disk"),
            new Refusal("Disk quota exceeded",
                    "the user's share of the disk is used up; make room, or choose another disk"),
            new Refusal("Read-only file system",
                    "the file system is mounted read-only; choose a directory that can be written to"),
            new Refusal("SQLITE_READONLY",
                    "the database cannot be written to; give its directory and files to the user of this "
                            + "process"),
            new Refusal("SQLITE_CANTOPEN",
                    "the database cannot be opened; is its directory this user's, and writable?"),
            new Refusal("SQLITE_IOERR", "the disk fails; look at the system's log"),
            new Refusal("Too many open files",
                    "this process may open no more files; raise the limit (ulimit -n 4096, or LimitNOFILE= "
                            + "of a systemd unit)"),
            new Refusal("File name too long", "the name is too long for the file system; choose a shorter one"),
            new Refusal("failed to map segment from shared object",
                    "its file system is mounted noexec; choose a directory from which "
                            + "libraries can be loaded"),
            new Refusal("Permission denied", "the user of this process may not; change the owner or the mode"));

    private SystemFaults() {}

    /** The words for a failure, if the system or a disk is why; empty if it is something else. */
    public static Optional<String> words(Throwable failure) {
        Throwable cause = failure;
        for (int deep = 0; cause != null && deep < MOST_DEEP; deep++) {
            Optional<String> words = one(cause);
            if (words.isPresent()) {
                return words;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static Optional<String> one(Throwable cause) {
        return switch (cause) {
            case NoSecretException secret -> Optional.ofNullable(secret.getMessage());
            case AccessDeniedException denied -> Optional.of(denied.getFile()
                    + ": the user of this process may not use it; change its owner or mode, or choose another place");
            case NotDirectoryException file ->
                    Optional.of(file.getFile() + " is a file where a folder is needed; choose another place");
            case FileAlreadyExistsException file ->
                    Optional.of(file.getFile() + " is a file where a folder is needed, or is there "
                            + "already; choose another place");
            case NoSuchFileException missing -> Optional.of(missing.getFile() + ": there is no such file or folder");
            case FileSystemException other -> known(other.getReason()).map(words -> other.getFile() + ": " + words)
                    .or(() -> Optional.of(other.getFile() + ": " + other.getReason()));
            case BindException taken ->
                    Optional.of("cannot listen: " + taken.getMessage() + "; choose another port, or end what "
                            + "listens there");
            case IOException io -> known(io.getMessage());
            case UnsatisfiedLinkError link -> known(link.getMessage());
            default -> String.valueOf(cause.getMessage()).startsWith("[SQLITE_") ? known(cause.getMessage())
                    : Optional.empty();
        };
    }

    private static Optional<String> known(@Nullable String message) {
        return message == null ? Optional.empty()
                : REFUSALS.stream().filter(refusal -> message.contains(refusal.sign()))
                        .findFirst().map(refusal -> about(message, refusal));
    }

    /** With the system's own words in front, which often name the place. */
    private static String about(String message, Refusal refusal) {
        String first = message.lines().findFirst().orElse("");
        return first.equals(refusal.sign()) ? refusal.words() : first + ": " + refusal.words();
    }
}
