package io.tributary.experiments.data;

import io.tributary.learning.BadExampleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds files in folders, as a config describes them. */
record Folders(io.tributary.learning.folder.Folders folders) {
    /** Looks below this folder; the folder itself may be a link. */
    static Folders below(Path root, String wanted) throws DataException {
        try {
            return new Folders(io.tributary.learning.folder.Folders.below(root, wanted));
        } catch (BadExampleException bad) {
            throw DataException.of(bad);
        }
    }

    static void requireFolder(Path folder, String wanted) throws DataException {
        var _ = below(folder, wanted);
    }

    /** What lies in a folder, by name; what systems leave there is left out. */
    private List<Path> list(Path folder) throws DataException {
        try {
            return folders.list(folder);
        } catch (BadExampleException bad) {
            throw DataException.of(bad);
        }
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

    /** Whether a system left it there: it is no data. */
    static boolean isSystemsOwn(String name) {
        return io.tributary.learning.folder.Folders.isSystemsOwn(name);
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
        return io.tributary.learning.folder.Folders.name(entry);
    }
}
