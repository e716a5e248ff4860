package io.tributary.localcluster;

import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The files of a PostgreSQL server, and the processes that work on them, whoever started them.
 *
 * @param folder of the files
 * @param programs which made them, and work on no others
 */
record PostgresData(Path folder, PostgresPrograms programs) {
    private static final String STOP_SECONDS = "30";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /**
     * Makes them if they are not there. What an earlier attempt left unfinished is thrown away.
     *
     * @param password file with the superuser's
     * @throws LocalClusterException if that fails
     */
    void make(Path password) throws IOException, LocalClusterException, InterruptedException {
        if (Files.exists(folder)) {
            return;
        }
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Folders.delete(part);
        int code = programs.run("initdb",
                List.of("-D", part.toString(), "--username=" + DatabaseSetup.SUPERUSER, "--pwfile=" + password,
                        "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"));
        if (code != 0) {
            throw new LocalClusterException("PostgreSQL cannot make its files in " + part + " (initdb, exit " + code
                    + "):\n" + programs.lastWords());
        }
        DurableFile.rename(part, folder);
    }

    /** The server's processes, whoever started them. These programs are used for these files alone. */
    private List<ProcessHandle> processes() {
        String program = programs.bin().resolve("postgres").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().filter(program::equals).isPresent()).toList();
    }

    /** Ends the server if there is one, in good order if it can: connections are cut, what is committed is on the disk. */
    void stopServer() throws IOException, InterruptedException {
        if (!processes().isEmpty()) {
            programs.run("pg_ctl",
                    List.of("stop", "-D", folder.toString(), "-m", "fast", "-w", "-t", STOP_SECONDS, "-s"));
        }
        killServer();
    }

    /** Kills the server and the processes it has started, as a power failure would, and waits until they are gone. */
    void killServer() throws IOException, InterruptedException {
        long began = System.nanoTime();
        for (List<ProcessHandle> left = processes(); !left.isEmpty(); left = processes()) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IOException("processes of PostgreSQL do not end: " + left);
            }
            left.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(PAUSE);
        }
        // The next server would take a process for its predecessor that has ended, and that nobody has asked for yet.
        Files.deleteIfExists(folder.resolve("postmaster.pid"));
    }
}
