package io.tributary.experiments.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Looks into folders whose content is not trusted: links that lead out of the root are refused, and numbers are bounded. */
final class Folders {
    private static final int MAX_ENTRIES = 1_000_000;
    /** What systems leave in folders and archives, beside what begins with a dot. */
    private static final Set<String> SYSTEMS_OWN = Set.of("__MACOSX", "Thumbs.db", "desktop.ini");

    private final Path root;
    private final Path realRoot;

    private Folders(Path root, Path realRoot) {
        this.root = root;
        this.realRoot = realRoot;
    }

    /** Looks below this folder; the folder itself may be a link. */
    static Folders below(Path root, String wanted) throws DataException {
        requireFolder(root, wanted);
        try {
            return new Folders(root, root.toRealPath());
        } catch (IOException unreadable) {
            throw unreadable(root, unreadable);
        }
    }

    static void requireFolder(Path folder, String wanted) throws DataException {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder + ": " + (Files.exists(folder) ? "is no folder" : "there is no such folder")
                    + "; data.path must be a folder " + wanted + "; the working directory is "
                    + Path.of("").toAbsolutePath());
        }
    }

    /** What lies in a folder, by name; names that begin with a dot, and what systems leave there, are left out. */
    List<Path> list(Path folder) throws DataException {
        List<Path> entries = entries(folder);
        for (Path entry : entries) {
            requireInside(entry);
        }
        return entries;
    }

    /**
     * The files that lie so many folders deep, by path.
     *
     * @throws DataException naming a folder where files are expected, or a file where folders are
     */
    List<Path> descend(Path folder, int depth) throws DataException {
        List<Path> found = new ArrayList<>();
        for (Path entry : list(folder)) {
            if (Files.isDirectory(entry) != depth > 0) {
                throw new DataException(
                        entry + ": is a " + (depth > 0 ? "file where folders are" : "folder where files are")
                                + " expected; data.names says how deep files lie");
            }
            found.addAll(depth > 0 ? descend(entry, depth - 1) : List.of(entry));
        }
        return found;
    }

    /** The path of a file in a folder, with / between names. */
    static String inside(Path folder, Path file) {
        return StreamSupport.stream(folder.relativize(file).spliterator(), false).map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private static List<Path> entries(Path folder) throws DataException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> entries =
                    all.limit(MAX_ENTRIES + 1L).filter(entry -> !isSystemsOwn(name(entry))).sorted().toList();
            if (entries.size() > MAX_ENTRIES) {
                throw new DataException(folder + ": holds more than " + MAX_ENTRIES + " entries");
            }
            return entries;
        } catch (IOException unreadable) {
            throw unreadable(folder, unreadable);
        }
    }

    /** Whether a system left it there: it is no data. */
    static boolean isSystemsOwn(String name) {
        return name.startsWith(".") || SYSTEMS_OWN.contains(name);
    }

    private void requireInside(Path entry) throws DataException {
        try {
            if (Files.isSymbolicLink(entry) && !entry.toRealPath().startsWith(realRoot)) {
                throw new DataException(
                        entry + ": is a link that leads out of " + root + "; put the files themselves there");
            }
        } catch (IOException dangling) {
            throw new DataException(entry + ": is a link that leads nowhere", dangling);
        }
    }

    /**
     * A file, or the files of a folder whose names fit a pattern, by name.
     *
     * @param pattern with {@code *} for any characters and {@code ?} for one
     * @throws DataException if there is none
     */
    static List<Path> files(Path path, String pattern) throws DataException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new DataException(path + ": there is no such file or folder; one file, or a folder with files "
                    + pattern + ", is wanted; the working directory is " + Path.of("").toAbsolutePath());
        }
        PathMatcher fits = path.getFileSystem().getPathMatcher("glob:" + pattern);
        List<Path> files = below(path, "with files " + pattern + ", or one file").list(path).stream()
                .filter(file -> Files.isRegularFile(file) && fits.matches(file.getFileName())).toList();
        if (files.isEmpty()) {
            throw new DataException(path + ": has no file " + pattern + " in it; data.files says which ones to read");
        }
        return files;
    }

    static String name(Path entry) {
        return entry.getFileName() == null ? "" : entry.getFileName().toString();
    }

    private static DataException unreadable(Path folder, IOException cause) {
        return new DataException(folder + ": cannot be read: " + cause, cause);
    }
}
