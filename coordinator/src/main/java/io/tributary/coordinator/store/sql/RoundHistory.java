package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.StoredRound;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The rounds of one run whose events were replaced, within one transaction: table {@code round_history}. */
final class RoundHistory {
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
}
