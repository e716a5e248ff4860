package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.CoordinatorDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** How far a run is, as the database says it to somebody else who only reads. One thread. */
final class StoredRun implements AutoCloseable {
    private static final long POLL_MILLIS = 15;
    private static final String QUERY = """
            SELECT owner, epoch, (SELECT COUNT(*) FROM round_event WHERE round_event.run = run.run),
                (SELECT COUNT(*) FROM accepted_update WHERE accepted_update.run = run.run),
                (SELECT COALESCE(MAX(round), 0) FROM round_event WHERE round_event.run = run.run)
            FROM run WHERE run = ?
            """;
    private final CoordinatorDatabase.Source source;
    private final String run;
    private Connection connection;

    /**
     * A moment of it.
     *
     * @param owner id of the member that plays it
     * @param epoch grows whenever somebody takes it
     * @param events of its rounds
     * @param reports that were accepted
     * @param round that was opened last
     */
    record State(String owner, long epoch, long events, long reports, int round) {
        /** Whether a report was accepted or an event stored since. */
        boolean isBeyond(State before) {
            return events > before.events || reports > before.reports;
        }
    }

    StoredRun(CoordinatorDatabase.Source source, String run) throws SQLException {
        this.source = source;
        this.run = run;
        this.connection = source.open();
    }

    /** What is stored now. */
    State now() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setString(1, run);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new State(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getInt(5));
            }
        }
    }

    /** How long it takes until it is so; the database may be away meanwhile. */
    Duration await(Predicate<State> wanted, Duration patience) throws InterruptedException {
        long begin = System.nanoTime();
        while (!holds(wanted)) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new IllegalStateException("run " + run + " did not go on within " + patience);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean holds(Predicate<State> wanted) {
        try {
            if (connection.isClosed()) {
                connection = source.open();
            }
            return wanted.test(now());
        } catch (SQLException away) {
            try {
                connection.close();
            } catch (SQLException gone) {
                away.addSuppressed(gone);
            }
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
