package io.tributary.coordinator.directory;

import io.tributary.coordinator.log.OperatorEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory in which a coordinator runs, and whether they are still where they were. A database that is deleted or
 * replaced stays open, and no write to it fails, but all that is written to it is lost when the process ends. An event says once what
 * is wrong with a file. Thread-safe; blocks on the disk for a moment.
 */
public final class FilesInUse {
    private static final String LOG = CoordinatorDirectory.DATABASE + "-wal";
    /** What the next start would refuse to go on without, or has lost. */
    private static final List<String> NEEDED =
            List.of(CoordinatorDirectory.DATABASE, LOG, HeadFile.NAME, CoordinatorDirectory.KEY, "objects", "keys");

    private final Path directory;
    private final List<String> names;
    private final @Nullable Object database;
    private final @Nullable Object log;
    private List<String> said = List.of();

    private FilesInUse(Path directory, List<String> names) {
        this.directory = directory;
        this.names = names;
        this.database = identity(directory.resolve(CoordinatorDirectory.DATABASE));
        this.log = identity(directory.resolve(LOG));
    }

    /** Those that are there now, of a directory whose database is open. */
    public static FilesInUse of(Path directory) {
        return new FilesInUse(directory,
                NEEDED.stream().filter(name -> Files.exists(directory.resolve(name))).toList());
    }

    /** None: what is stored lies in no directory. */
    public static FilesInUse none() {
        return new FilesInUse(Path.of(""), List.of());
    }

    /** Device and inode; null where the file system has none, or there is no such file. */
    private static @Nullable Object identity(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return null;
        }
    }

    /** What is wrong with them now, a phrase each that names the file; empty if they are all where they were. */
    public synchronized List<String> lost() {
        List<String> lost = new ArrayList<>();
        for (String name : names) {
            String wrong = wrong(name);
            if (!wrong.isEmpty()) {
                lost.add(name + " " + wrong);
                say(name, wrong);
            }
        }
        said = List.copyOf(lost);
        return said;
    }

    private void say(String name, String wrong) {
        if (!said.contains(name + " " + wrong)) {
            OperatorEvent.FILE_LOST.log("file", directory.resolve(name), "what", wrong);
        }
    }

    private String wrong(String name) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return "is missing";
        }
        boolean same = switch (name) {
            case CoordinatorDirectory.DATABASE -> Objects.equals(database, identity(file));
            case LOG -> Objects.equals(log, identity(file));
            default -> true; // written again by whoever uses it, or a folder
        };
        return same ? "" : "was replaced";
    }
}
