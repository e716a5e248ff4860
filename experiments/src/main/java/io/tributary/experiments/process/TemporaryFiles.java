package io.tributary.experiments.process;

import io.tributary.secureagg.file.DirectoryLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where this process puts native libraries and other temporary files: a folder of its own below a directory that is its user's anyway, in
 * place of one that all users share, that may be mounted noexec, and where what a kill leaves stays for ever. The folders of processes that
 * are gone are deleted at the next start. Libraries look where to put their files once, so this must come before their first use.
 */
public final class TemporaryFiles {
    /** The folder, below the directory. */
    public static final String NAME = ".tmp";
    /** Of the JDK, SQLite, JLine and JNA, in the order in which they are told. */
    private static final List<String> PROPERTIES =
            List.of("java.io.tmpdir", "org.sqlite.tmpdir", "jline.tmpdir", "jna.tmpdir");
    private static final String ENGINE_CACHE = "ENGINE_CACHE_DIR";
    private static boolean own;
    private static boolean placed;

    private TemporaryFiles() {}

    /** This process is the program's own: only such a one is changed, and none that has the program among other things. */
    public static synchronized void ofOwnProcess() {
        own = true;
    }

    /**
     * Has this process, if it is {@linkplain #ofOwnProcess its own}, put them below a directory, which is made if it is not there. The first call counts.
     *
     * @throws IOException if the directory cannot be written to
     */
    public static synchronized void below(Path directory) throws IOException {
        if (placed || !own) {
            return;
        }
        Path all = Files.createDirectories(directory.toAbsolutePath().resolve(NAME));
        sweep(all);
        Path mine = Files
                .createDirectory(all.resolve("process-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
        DirectoryLock lock = DirectoryLock.tryTake(mine).orElseThrow(() -> new IOException(mine + " is in use"));
        PROPERTIES.forEach(property -> System.setProperty(property, mine.toString()));
        cacheOfEngine(directory);
        placed = true;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(mine, lock), "temporary-files"));
    }

    /** The engine unpacks its libraries once a user; where there is no home that can be written to, once a directory. */
    private static void cacheOfEngine(Path directory) {
        Path home = Path.of(System.getProperty("user.home", ""));
        boolean told = System.getenv(ENGINE_CACHE) != null || System.getProperty(ENGINE_CACHE) != null
                || System.getenv("DJL_CACHE_DIR") != null || System.getProperty("DJL_CACHE_DIR") != null;
        if (!told && !Files.isWritable(home)) {
            System.setProperty("DJL_CACHE_DIR", directory.toAbsolutePath().resolve(".djl").toString());
        }
    }

    /** Deletes the folders that nobody holds. */
    static void sweep(Path all) throws IOException {
        List<Path> folders;
        try (Stream<Path> listed = Files.list(all)) {
            folders = listed.filter(Files::isDirectory).toList();
        }
        for (Path folder : folders) {
            try {
                Optional<DirectoryLock> lock = DirectoryLock.tryTake(folder);
                if (lock.isPresent()) {
                    delete(folder);
                    lock.get().close();
                }
            } catch (NoSuchFileException _) {
                // Another process that starts now has deleted it.
            }
        }
    }

    private static void leave(Path mine, DirectoryLock lock) {
        try {
            delete(mine);
            lock.close();
            Path all = mine.resolveSibling("");
            Files.delete(all);
            Files.delete(all.resolveSibling(""));
        } catch (DirectoryNotEmptyException | NoSuchFileException _) {
            // Others are there, or there is more in the directory than this.
        } catch (IOException left) {
            throw new UncheckedIOException("temporary files stay in " + mine, left);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
