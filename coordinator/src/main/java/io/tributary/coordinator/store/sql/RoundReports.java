package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** The reports of one round within one transaction: who may report, whether reports are open, and which updates are accepted. */
final class RoundReports {
    private static final String ACCEPTED = """
            SELECT run, round, device, upload_id, sha256, weight, loss, train_millis, bytes, accepted_at, report
            FROM accepted_update WHERE run = :run AND round = :round""";

    private final Handle handle;
    private final String run;
    private final int round;
    private final GivenUpUploads givenUp;

    RoundReports(Handle handle, String run, int round) {
        this.handle = handle;
        this.run = run;
        this.round = round;
        this.givenUp = new GivenUpUploads(handle, run, round);
    }

    /** The accepted updates, sorted by device. */
    List<AcceptedUpdate> accepted() {
        return of(handle.createQuery(ACCEPTED + " ORDER BY device")).map(RoundReports::update).list();
    }

    /** The accepted update of one device. */
    Optional<AcceptedUpdate> accepted(String device) {
        return of(handle.createQuery(ACCEPTED + " AND device = :device")).bind("device", device)
                .map(RoundReports::update)
                .findOne();
    }

    /** Accepts an update unless reports are closed or the unique key refuses it (I2). */
    AcceptedUpdate accept(AcceptedUpdate update) throws RejectedException {
        boolean closed = closed();
        requireSelected(update.device());
        if (!closed && insert(update)) {
            return accepted(update.device()).orElseThrow();
        }
        Optional<AcceptedUpdate> before = accepted(update.device());
        if (before.isPresent() && before.get().sameContent(update)) {
            return before.get();
        }
        if (before.isEmpty() && givenUp.contains(update.device(), update.uploadId())) {
            throw new RejectedException(Reason.NOT_FOUND, "upload " + update.uploadId() + " of " + update.device()
                    + " was given up; upload the update under a new id, then report it");
        }
        if (closed) {
            throw new RejectedException(Reason.LATE, "round " + round + " of run " + run + " is closed");
        }
        throw new RejectedException(Reason.ALREADY_REPORTED, "another update of " + update.device()
                + " counts in round " + round + " of run " + run);
    }

    /** Gives an upload up unless it counts. @return rows that changed */
    int giveUp(String device, String uploadId) throws RejectedException {
        if (accepted(device).filter(counts -> counts.uploadId().equals(uploadId)).isPresent()) {
            throw new RejectedException(Reason.ALREADY_REPORTED, "upload " + uploadId + " counts in round " + round
                    + "; it cannot be given up");
        }
        return givenUp.add(device, uploadId);
    }

    private boolean closed() throws RejectedException {
        return of(handle.createQuery("""
                SELECT closed FROM round_reports WHERE run = :run AND round = :round AND EXISTS
                (SELECT 1 FROM round_cohort WHERE run = :run AND round = :round)""")).mapTo(Integer.class).findOne()
                .orElseThrow(() -> new RejectedException(Reason.WRONG_ROUND,
                        "round " + round + " of run " + run + " was never open")) == 1;
    }

    private void requireSelected(String device) throws RejectedException {
        if (of(handle.createQuery(
                "SELECT 1 FROM round_cohort WHERE run = :run AND round = :round AND device = :device"))
                .bind("device", device).mapTo(Integer.class).findOne().isEmpty()) {
            throw new RejectedException(Reason.NOT_SELECTED,
                    device + " is not in the cohort of round " + round + " of run " + run);
        }
    }

    private boolean insert(AcceptedUpdate update) {
        return of(handle.createUpdate("""
                INSERT INTO accepted_update
                (run, round, device, upload_id, sha256, weight, loss, train_millis, bytes, accepted_at,
                report)
                SELECT :run, :round, :device, :upload, :sha256, :weight, :loss, :train, :bytes, :at, :report
                WHERE NOT EXISTS (SELECT 1 FROM partial_object WHERE object = :given_up)
                ON CONFLICT DO NOTHING
                """)).bind("given_up", givenUp.row(update.device(), update.uploadId()))
                .bind("device", update.device()).bind("upload", update.uploadId()).bind("sha256", update.sha256())
                .bind("weight", update.weight()).bind("loss", Double.isNaN(update.loss()) ? null : update.loss())
                .bind("train", update.trainMillis()).bind("bytes", update.bytes())
                .bind("at", Columns.millis(update.at())).bind("report", Columns.json(update.report())).execute() == 1;
    }

    private <S extends SqlStatement<S>> S of(S statement) {
        return statement.bind("run", run).bind("round", round);
    }

    private static AcceptedUpdate update(ResultSet row, StatementContext context) throws SQLException {
        double loss = row.getDouble("loss");
        double known = row.wasNull() ? Double.NaN : loss;
        return new AcceptedUpdate(row.getString("run"), row.getInt("round"), row.getString("device"),
                row.getString("upload_id"), row.getString("sha256"), row.getInt("weight"), known,
                row.getLong("train_millis"), row.getLong("bytes"), Columns.instant(row.getLong("accepted_at")),
                Columns.document("accepted_update " + row.getString("device"), row.getString("report")));
    }
}
