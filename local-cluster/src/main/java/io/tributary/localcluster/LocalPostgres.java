package io.tributary.localcluster;

import io.tributary.localcluster.ClusterAccess.Postgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server, as a process of its own that syncs what it commits. */
final class LocalPostgres implements Part {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final PostgresData data;
    private final Path password;
    private final Postgres access;
    private @Nullable Process process;

    /** @param password file with the superuser's */
    LocalPostgres(PostgresData data, Path password, Postgres access) {
        this.data = data;
        this.password = password;
        this.access = access;
    }

    @Override
    public synchronized void start() throws LocalClusterException, InterruptedException {
        if (isRunning()) {
            return;
        }
        try {
            // A server that was left behind when the process before this one was killed: its port may be another.
            data.stopServer();
            data.make(password);
            process = data.programs().start("postgres",
                    List.of("-D", data.folder().toString(), "-c", "listen_addresses=" + access.host(), "-c",
                            "port=" + access.port(), "-c", "unix_socket_directories=", "-c", "timezone=UTC"));
            awaitReady(process);
        } catch (IOException failed) {
            throw new LocalClusterException("PostgreSQL in " + data.folder() + " does not start: "
                    + failed.getMessage(), failed);
        }
    }

    private void awaitReady(Process server) throws IOException, LocalClusterException, InterruptedException {
        DatabaseSetup setup =
                new DatabaseSetup(access, Files.readString(password, StandardCharsets.US_ASCII).strip());
        long began = System.nanoTime();
        while (true) {
            try {
                setup.apply();
                return;
            } catch (SQLException notYet) {
                if (!server.isAlive() || System.nanoTime() - began > PATIENCE.toNanos()) {
                    kill();
                    throw new LocalClusterException("PostgreSQL in " + data.folder() + " does not start ("
                            + notYet.getMessage() + "):\n" + data.programs().lastWords(), notYet);
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    @Override
    public synchronized void stop() throws LocalClusterException, InterruptedException {
        end(data::stopServer);
    }

    @Override
    public synchronized void kill() throws LocalClusterException, InterruptedException {
        end(data::killServer);
    }

    /** A way of ending the server. */
    private interface Ending {
        void run() throws IOException, InterruptedException;
    }

    private void end(Ending ending) throws LocalClusterException, InterruptedException {
        try {
            ending.run();
            if (process != null) {
                process.destroyForcibly().waitFor();
                process = null;
            }
        } catch (IOException failed) {
            throw new LocalClusterException("PostgreSQL in " + data.folder() + " does not end: "
                    + failed.getMessage(), failed);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }
}
