package io.tributary.coordinator.store.sql;

import io.tributary.protocol.message.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Runs that are no longer kept, and what is left of those that were deleted, within one transaction. */
final class DeletedRuns {
    static final Set<RunView.Status> OVER =
            Set.of(RunView.Status.FINISHED, RunView.Status.STOPPED, RunView.Status.FAILED);

    private static final String ARE_OVER = "deleted = 0 AND status IN ("
            + OVER.stream().map(status -> "'" + status.name() + "'").sorted().collect(Collectors.joining(", ")) + ")";
    /** A version that the run of the query around made, and that has its chunks. */
    private static final String KEPT_VERSION = """
            SELECT 1 FROM model_version v JOIN version_content c ON c.model = v.model AND c.version = v.version
            WHERE v.run = run.run""";

    /** A table with rows of runs, and the columns that tell them apart. */
    private record Rows(String table, String key) {
        String deleted() {
            return "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table
                    + " WHERE run IN (SELECT run FROM run WHERE deleted = 1) LIMIT :most)";
        }
    }

    /** What refers to others comes first. */
    private static final List<Rows> OF_RUNS = List.of(new Rows("accepted_update", "run, round, device"),
            new Rows("round_cohort", "run, round, device"), new Rows("round_reports", "run, round"),
            new Rows("round_effect", "run, round, effect"), new Rows("round_event", "run, sequence"),
            new Rows("round_history", "run, round"), new Rows("round_loss", "run, round"),
            new Rows("version_hold", "run"));

    private final Handle handle;

    DeletedRuns(Handle handle) {
        this.handle = handle;
    }

    /** Removes so many rows at most. @return whether there may be more */
    boolean remove(int most) {
        int left = most;
        for (Rows rows : OF_RUNS) {
            left -= left == 0 ? 0 : handle.createUpdate(rows.deleted()).bind("most", left).execute();
        }
        left -= left == 0 ? 0
                : handle.createUpdate("DELETE FROM run WHERE run IN (SELECT run FROM run WHERE deleted = 1 "
                        + "AND NOT EXISTS (" + KEPT_VERSION + ") LIMIT :most)").bind("most", left).execute();
        return left == 0;
    }

    List<String> outdated(int newest, Instant since, int limit) {
        return handle.createQuery("SELECT run FROM run WHERE " + ARE_OVER + " AND (run <= (SELECT run FROM run WHERE "
                + ARE_OVER + " ORDER BY run DESC LIMIT 1 OFFSET :newest) OR (COALESCE(ended, created) < :since "
                + "AND run < (SELECT MAX(run) FROM run WHERE " + ARE_OVER + "))) AND NOT EXISTS (" + KEPT_VERSION
                + ") ORDER BY run LIMIT :limit")
                .bind("newest", newest)
                .bind("since", since.equals(Instant.MIN) ? Long.MIN_VALUE : Columns.millis(since))
                .bind("limit", limit).mapTo(String.class).list();
    }
}
