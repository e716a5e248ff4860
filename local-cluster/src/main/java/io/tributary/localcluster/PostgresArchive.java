package io.tributary.localcluster;

import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs as they lie on the class path: a compressed archive for each platform. */
final class PostgresArchive {
    private static final int OWNER_MAY_EXECUTE = 0100;

    private PostgresArchive() {}

    /**
     * Unpacks them, unless the folder is there. A folder that is there is whole.
     *
     * @throws LocalClusterException if there is no archive for this platform
     */
    static void unpack(Path folder) throws IOException, LocalClusterException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Folders.delete(part);
        Files.createDirectories(part);
        try (InputStream packed = PostgresArchive.class.getResourceAsStream("/" + name())) {
            if (packed == null) {
                throw new LocalClusterException("the class path has no PostgreSQL for this platform (" + name()
                        + "): use a PostgreSQL server of your own");
            }
            extract(new TarArchiveInputStream(new XZInputStream(packed)), part);
        }
        DurableFile.rename(part, folder);
    }

    private static String name() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return "postgres-" + (system.contains("mac") ? "darwin" : system) + "-"
                + (processor.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
    }

    private static void extract(TarArchiveInputStream archive, Path folder) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path file = folder.resolve(entry.getName()).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException("PostgreSQL's archive has a file outside of it: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else {
                Files.createDirectories(file.resolveSibling(""));
                write(archive, entry, file);
            }
        }
    }

    private static void write(TarArchiveInputStream archive, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, file);
        if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0 && !file.toFile().setExecutable(true, true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }
}
