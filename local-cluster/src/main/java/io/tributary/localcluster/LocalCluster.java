package io.tributary.localcluster;

import io.tributary.secureagg.file.DirectoryLock;
import io.tributary.secureagg.file.PrivateFiles;
import io.tributary.secureagg.file.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * PostgreSQL and an S3-compatible store on loopback, with their data in one directory, for trying out and testing several coordinators on
 * one machine. Both are there again when it is started in the same directory. It ends with this process; if that was killed, PostgreSQL
 * goes on until the next start in the directory ends it. Thread-safe.
 */
public final class LocalCluster implements AutoCloseable {
    private static final int MOST = 256;
    private static final Set<String> BEFORE_ACCESS = Set.of(DirectoryLock.NAME, AccessFile.NAME + ".part");

    private final DirectoryLock lock;
    private final ClusterAccess access;
    private final Part postgres;
    private final Part s3;
    private final Thread atExit = new Thread(this::closeQuietly, "local-cluster-exit");

    private LocalCluster(DirectoryLock lock, ClusterAccess access, Part postgres, Part s3) {
        this.lock = lock;
        this.access = access;
        this.postgres = postgres;
        this.s3 = s3;
    }

    /**
     * Starts both, and returns when they answer.
     *
     * @param directory is made if need be; empty, or of an earlier local cluster
     * @throws LocalClusterException if the directory is in use or holds something else, or a part does not start
     * @throws InterruptedException if this thread was interrupted
     */
    public static LocalCluster start(Path directory) throws LocalClusterException, InterruptedException {
        Path home = directory.toAbsolutePath().normalize();
        try {
            requireOwn(home);
            PrivateFiles.directory(home);
            DirectoryLock lock = DirectoryLock.tryTake(home).orElseThrow(() -> new LocalClusterException(directory
                    + " is in use by a local cluster that is running; end that one first, or give this one a "
                    + "directory of its own"));
            return started(home.toRealPath(), lock);
        } catch (IOException unusable) {
            throw new LocalClusterException("the directory " + directory + " cannot be used: " + unusable, unusable);
        }
    }

    private static void requireOwn(Path home) throws IOException, LocalClusterException {
        if (Files.exists(home) && !Files.isDirectory(home)) {
            throw new LocalClusterException(home + " is a file; a local cluster needs a directory of its own");
        }
        if (!Files.exists(home) || Files.exists(home.resolve(AccessFile.NAME))) {
            return;
        }
        try (Stream<Path> files = Files.list(home)) {
            Optional<String> other = files.map(file -> file.getFileName().toString())
                    .filter(name -> !BEFORE_ACCESS.contains(name)).findAny();
            if (other.isPresent()) {
                throw new LocalClusterException(home + " holds something else (" + other.get()
                        + "); a local cluster needs a directory of its own");
            }
        }
    }

    private static LocalCluster started(Path home, DirectoryLock lock)
            throws IOException, LocalClusterException, InterruptedException {
        boolean started = false;
        try {
            LocalCluster cluster = of(home, lock);
            Runtime.getRuntime().addShutdownHook(cluster.atExit);
            cluster.startParts();
            started = true;
            return cluster;
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private static LocalCluster of(Path home, DirectoryLock lock)
            throws IOException, LocalClusterException, InterruptedException {
        PostgresPrograms programs =
                PostgresPrograms.unpackedIn(home.resolve("programs"), home.resolve("postgresql.log"));
        PostgresData data = new PostgresData(home.resolve("postgresql"), programs);
        // Before ports are looked at: what was left behind may still have one.
        data.stopServer();
        ClusterAccess access = AccessFile.in(home);
        Path password = home.resolve("superuser.password");
        SecretFile.readOrMake(password, MOST, () -> AccessFile.secret().getBytes(StandardCharsets.US_ASCII));
        return new LocalCluster(lock, access, new LocalPostgres(data, password, access.postgres()),
                new LocalS3(home.resolve("objects"), access.s3()));
    }

    private void startParts() throws LocalClusterException, InterruptedException {
        boolean started = false;
        try {
            postgres.start();
            s3.start();
            started = true;
        } finally {
            if (!started) {
                closeQuietly();
            }
        }
    }

    /** How the parts are reached. */
    public ClusterAccess access() {
        return access;
    }

    /** The database server. */
    public Part postgres() {
        return postgres;
    }

    /** The object store. */
    public Part s3() {
        return s3;
    }

    private void closeQuietly() {
        try {
            end();
        } catch (LocalClusterException failed) {
            System.getLogger(LocalCluster.class.getName()).log(System.Logger.Level.ERROR,
                    "a local cluster did not end in good order", failed);
        }
    }

    private void end() throws LocalClusterException {
        try (lock) {
            try {
                s3.stop();
            } finally {
                postgres.stop();
            }
        } catch (IOException failed) {
            throw new LocalClusterException("the local cluster did not let its directory go: " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException("ending the local cluster was interrupted; the next start in its "
                    + "directory ends what is left of it", interrupted);
        }
    }

    /**
     * Ends both parts.
     *
     * @throws LocalClusterException if one does not end, or this thread was interrupted
     */
    @Override
    public void close() throws LocalClusterException {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            return; // that thread does it
        }
        end();
    }
}
