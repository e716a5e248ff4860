package io.tributary.loadtest.fault;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.directory.CoordinatorDirectory;
import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.sql.SqlStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Function;

/** What the signed head beside the database adds to a transaction: the same small ones without it and with it, turn by turn. */
final class Transactions {
    private static final int WARM_UP = 200;
    private static final double MILLIS = 1e6;

    private Transactions() {}

    /**
     * Milliseconds a transaction, in the median and the 99th percentile.
     *
     * @param plain of the database alone
     */
    record Outcome(double[] plain, double[] withHead) {}

    static Outcome play(int count) throws IOException {
        Path folder = Files.createTempDirectory("tributary-transactions");
        try (Written plain = new Written(folder.resolve("plain"), _ -> CommitListener.NONE);
                Written kept = new Written(folder.resolve("kept"), CoordinatorDirectory::commits)) {
            double[] alone = new double[count];
            double[] withHead = new double[count];
            for (int at = -WARM_UP; at < count; at++) {
                alone[Math.max(at, 0)] = plain.once();
                withHead[Math.max(at, 0)] = kept.once();
            }
            return new Outcome(middle(alone), middle(withHead));
        }
    }

    private static double[] middle(double[] millis) {
        Arrays.sort(millis);
        return new double[] {millis[millis.length / 2], millis[millis.length * 99 / 100]};
    }

    /** A database that is written to, an audit entry a transaction. */
    private static final class Written implements AutoCloseable {
        private final CoordinatorDirectory home;
        private final SqlStores rows;
        private final AuditLog log;

        Written(Path directory, Function<CoordinatorDirectory, CommitListener> commits) throws IOException {
            InstantSource clock = InstantSource.system();
            this.home = CoordinatorDirectory.open(directory, clock);
            this.rows = SqlStores.open(directory.resolve(CoordinatorDirectory.DATABASE), clock, home.id(),
                    commits.apply(home));
            this.log = new AuditLog(rows.audit(), home.keys(), clock);
        }

        double once() {
            long begun = System.nanoTime();
            log.done(new AuditAction("operator:token", "admin", "local", "measure", "an entry"));
            return (System.nanoTime() - begun) / MILLIS;
        }

        @Override
        public void close() {
            rows.close();
            home.close();
        }
    }
}
