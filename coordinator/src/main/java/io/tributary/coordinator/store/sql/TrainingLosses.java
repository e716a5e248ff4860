package io.tributary.coordinator.store.sql;

import io.tributary.protocol.message.RoundView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What devices said of their training in the rounds of one run, within one transaction: sums of {@code accepted_update} and table {@code round_loss}. */
final class TrainingLosses {
    private static final String SUMS =
            """
                    SELECT run, round, SUM(weight * loss) / NULLIF(SUM(CASE WHEN loss IS NULL THEN 0 ELSE weight END), 0) AS loss,
                    COUNT(loss) AS known, COUNT(*) AS updates FROM accepted_update WHERE run = :run""";

    private final Handle handle;
    private final String run;

    TrainingLosses(Handle handle, String run) {
        this.handle = handle;
        this.run = run;
    }

    /** Keeps those of rounds before this one, whose updates are forgotten next. */
    void keepBefore(int round) {
        handle.createUpdate("INSERT INTO round_loss (run, round, loss, known, updates) " + SUMS
                + " AND round < :round GROUP BY run, round ON CONFLICT DO NOTHING").bind("run", run)
                .bind("round", round)
                .execute();
    }

    SortedMap<Integer, RoundView.Training> all() {
        return handle
                .createQuery("SELECT round, loss, known, updates FROM (" + SUMS
                        + " GROUP BY run, round) sums UNION ALL SELECT round, loss, known, updates FROM round_loss"
                        + " WHERE run = :run")
                .bind("run", run).reduceResultSet(new TreeMap<>(), (all, row, _) -> {
                    all.put(row.getInt("round"), training(row));
                    return all;
                });
    }

    private static RoundView.Training training(ResultSet row) throws SQLException {
        double loss = row.getDouble("loss");
        boolean finite = !row.wasNull() && Double.isFinite(loss);
        int known = row.getInt("known");
        return new RoundView.Training(finite ? (Double) loss : null, known, row.getInt("updates") - known);
    }
}
