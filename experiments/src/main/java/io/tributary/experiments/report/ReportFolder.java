package io.tributary.experiments.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The folder that a run writes to. */
public final class ReportFolder {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    /** Runs that may begin in the same second. */
    private static final int MOST = 1000;

    private ReportFolder() {}

    /**
     * Makes the folder: the one that was asked for, where files of an earlier run are replaced, or else a new one,
     * {@code out/<name>-<yyyyMMdd-HHmmss>}, with a number behind it if another run took that name.
     *
     * @param asked by the user
     * @param name of the experiment
     * @param now the time on the user's clock
     * @throws IOException if it cannot be made
     */
    public static Path make(Optional<Path> asked, String name, LocalDateTime now) throws IOException {
        return asked.isPresent() ? Files.createDirectories(asked.get()) : claim(Path.of("out"), name, now);
    }

    static Path claim(Path parent, String name, LocalDateTime now) throws IOException {
        String base = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "") + "-" + STAMP.format(now);
        Files.createDirectories(parent);
        for (int i = 1; i <= MOST; i++) {
            Path folder = parent.resolve(i == 1 ? base : base + "-" + i);
            try {
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException _) {
                // Another run's; making a folder is atomic, so that no two get the same.
            }
        }
        throw new FileAlreadyExistsException(parent.resolve(base).toString(), null, "and " + MOST + " more like it");
    }
}
