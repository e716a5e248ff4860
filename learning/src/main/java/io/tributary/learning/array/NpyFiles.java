package io.tributary.learning.array;

import io.tributary.learning.BadExampleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Named arrays: the files {@code NAME.npy} of a folder, or of an archive {@code .npz}, packed or not. */
public final class NpyFiles {
    private static final int MOST_BYTES = 1 << 30;
    private static final int MOST_NAMED = 20;

    private NpyFiles() {}

    /**
     * Reads an array.
     *
     * @param where a folder or an archive
     * @param name of the array, without {@code .npy}
     * @throws BadExampleException if there is no such array, or it cannot be read; the message names both
     */
    public static NpyArray read(Path where, String name) throws BadExampleException {
        String file = name + ".npy";
        try {
            byte[] bytes = Files.isDirectory(where) ? bytes(where.resolve(file)) : packed(where, file);
            if (bytes.length > MOST_BYTES) {
                throw new BadExampleException("has more than " + MOST_BYTES + " bytes");
            }
            return NpyArray.parse(bytes);
        } catch (BadExampleException bad) {
            throw new BadExampleException(where + ": " + file + ": " + bad.getMessage(), bad);
        } catch (IOException unreadable) {
            throw new BadExampleException(where + ": " + file + ": cannot be read: " + unreadable, unreadable);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadExampleException("there is no such array");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    /** What an entry says of its size is not believed. */
    private static byte[] packed(Path archive, String name) throws IOException {
        if (!Files.isRegularFile(archive)) {
            throw new BadExampleException("there is neither such an archive (.npz) nor such a folder of arrays (.npy)");
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                List<String> names = zip.stream().limit(MOST_NAMED).map(ZipEntry::getName).toList();
                throw new BadExampleException("there is no such array but " + String.join(", ", names));
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return in.readNBytes(MOST_BYTES + 1);
            }
        }
    }
}
