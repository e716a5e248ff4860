package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.StoredRound;
import io.tributary.protocol.message.RoundView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What stays of the rounds of one run, within one transaction: one row in place of the events of each, in {@code round_history}, and what devices said
 * of their training, sums of {@code accepted_update} and then table {@code round_loss}.
 */
final class RoundHistory {
    private static final String SUMS =
            """
                    SELECT run, round, SUM(weight * loss) / NULLIF(SUM(CASE WHEN loss IS NULL THEN 0 ELSE weight END), 0) AS loss,
                    COUNT(loss) AS known, COUNT(*) AS updates FROM accepted_update WHERE run = :run""";

    private final Handle handle;
    private final String run;

    RoundHistory(Handle handle, String run) {
        this.handle = handle;
        this.run = run;
    }

    List<StoredRound> rounds() {
        return handle
                .createQuery("SELECT round, last_sequence, json FROM round_history WHERE run = :run ORDER BY round")
                .bind("run", run).map((row, _) -> new StoredRound(row.getInt("round"), row.getLong("last_sequence"),
                        row.getString("json")))
                .list();
    }

    /** Puts one row in place of the events of each of these rounds that has some. @return how many events are gone */
    int replace(SortedMap<Integer, String> told) {
        if (told.isEmpty()) {
            return 0;
        }
        requireNoneBefore(told.firstKey());
        Map<Integer, Long> last = within(told, handle.createQuery("""
                SELECT round, MAX(sequence) AS last_sequence FROM round_event
                WHERE run = :run AND round BETWEEN :first AND :last GROUP BY round
                """)).reduceRows(new TreeMap<Integer, Long>(), (all, row) -> {
            all.put(row.getColumn("round", Integer.class), row.getColumn("last_sequence", Long.class));
            return all;
        });
        insert(told, last);
        return within(told, handle.createUpdate(
                "DELETE FROM round_event WHERE run = :run AND round BETWEEN :first AND :last")).execute();
    }

    private void requireNoneBefore(int round) {
        if (handle.createQuery("SELECT 1 FROM round_event WHERE run = :run AND round < :round LIMIT 1")
                .bind("run", run).bind("round", round).mapTo(Integer.class).findOne().isPresent()) {
            throw new IllegalArgumentException("a round before round " + round + " of run " + run
                    + " has its events: the history would have a gap");
        }
    }

    private <S extends SqlStatement<S>> S within(SortedMap<Integer, String> told, S statement) {
        return statement.bind("run", run).bind("first", told.firstKey()).bind("last", told.lastKey());
    }

    private void insert(SortedMap<Integer, String> told, Map<Integer, Long> last) {
        PreparedBatch rows = handle.prepareBatch(
                "INSERT INTO round_history (run, round, last_sequence, json) VALUES (:run, :round, :last, :json)");
        last.forEach((round, sequence) -> rows.bind("run", run).bind("round", round).bind("last", sequence)
                .bind("json", told.get(round)).add());
        if (rows.size() > 0) {
            rows.execute();
        }
    }

    /** Keeps what devices said of their training in rounds before this one, whose updates are forgotten next. */
    void keepTraining(int round) {
        handle.createUpdate("INSERT INTO round_loss (run, round, loss, known, updates) " + SUMS
                + " AND round < :round GROUP BY run, round ON CONFLICT DO NOTHING").bind("run", run)
                .bind("round", round)
                .execute();
    }

    /** What devices said of their training, by round. */
    SortedMap<Integer, RoundView.Training> training() {
        return handle
                .createQuery("SELECT round, loss, known, updates FROM (" + SUMS
                        + " GROUP BY run, round) sums UNION ALL SELECT round, loss, known, updates FROM round_loss"
                        + " WHERE run = :run")
                .bind("run", run).reduceResultSet(new TreeMap<>(), (all, row, _) -> {
                    all.put(row.getInt("round"), said(row));
                    return all;
                });
    }

    private static RoundView.Training said(ResultSet row) throws SQLException {
        double loss = row.getDouble("loss");
        boolean finite = !row.wasNull() && Double.isFinite(loss);
        int known = row.getInt("known");
        return new RoundView.Training(finite ? (Double) loss : null, known, row.getInt("updates") - known);
    }
}
