package io.tributary.learning.folder;

import io.tributary.learning.BadExampleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks into folders whose content is not trusted: links that lead out of the root are refused, and numbers are bounded. Thread-safe. */
public final class Folders {
    private static final int MAX_ENTRIES = 1_000_000;
    /** What systems leave in folders and archives, beside what begins with a dot. */
    private static final Set<String> SYSTEMS_OWN = Set.of("__MACOSX", "Thumbs.db", "desktop.ini");

    private final Path root;
    private final Path realRoot;

    private Folders(Path root, Path realRoot) {
        this.root = root;
        this.realRoot = realRoot;
    }

    /**
     * Looks below this folder; the folder itself may be a link.
     *
     * @param wanted what it should hold, for messages: {@code with .wav files}
     * @throws BadExampleException if it is no folder, or cannot be read
     */
    public static Folders below(Path root, String wanted) throws BadExampleException {
        requireFolder(root, wanted);
        try {
            return new Folders(root, root.toRealPath());
        } catch (IOException unreadable) {
            throw unreadable(root, unreadable);
        }
    }

    /**
     * Passes a folder.
     *
     * @param wanted as {@link #below} has it
     * @throws BadExampleException if it is none
     */
    public static void requireFolder(Path folder, String wanted) throws BadExampleException {
        if (!Files.isDirectory(folder)) {
            throw new BadExampleException(folder + ": "
                    + (Files.exists(folder) ? "is no folder" : "there is no such folder") + "; a folder " + wanted
                    + " is wanted; the working directory is " + Path.of("").toAbsolutePath());
        }
    }

    /**
     * What lies in a folder, by name; names that begin with a dot, and what systems leave there, are left out.
     *
     * @throws BadExampleException naming what cannot be read, or a link that leads out of the root
     */
    public List<Path> list(Path folder) throws BadExampleException {
        List<Path> entries = entries(folder);
        for (Path entry : entries) {
            requireInside(entry);
        }
        return entries;
    }

    private static List<Path> entries(Path folder) throws BadExampleException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> entries =
                    all.limit(MAX_ENTRIES + 1L).filter(entry -> !isSystemsOwn(name(entry))).sorted().toList();
            if (entries.size() > MAX_ENTRIES) {
                throw new BadExampleException(folder + ": holds more than " + MAX_ENTRIES + " entries");
            }
            return entries;
        } catch (BadExampleException known) {
            throw known;
        } catch (IOException unreadable) {
            throw unreadable(folder, unreadable);
        }
    }

    /** Whether a system left it there: it is no data. */
    public static boolean isSystemsOwn(String name) {
        return name.startsWith(".") || SYSTEMS_OWN.contains(name);
    }

    private void requireInside(Path entry) throws BadExampleException {
        try {
            if (Files.isSymbolicLink(entry) && !entry.toRealPath().startsWith(realRoot)) {
                throw new BadExampleException(
                        entry + ": is a link that leads out of " + root + "; put the files themselves there");
            }
        } catch (BadExampleException known) {
            throw known;
        } catch (IOException dangling) {
            throw new BadExampleException(entry + ": is a link that leads nowhere", dangling);
        }
    }

    /** The last name of a path. */
    public static String name(Path entry) {
        return entry.getFileName() == null ? "" : entry.getFileName().toString();
    }

    private static BadExampleException unreadable(Path folder, IOException cause) {
        return new BadExampleException(folder + ": cannot be read: " + cause, cause);
    }
}
