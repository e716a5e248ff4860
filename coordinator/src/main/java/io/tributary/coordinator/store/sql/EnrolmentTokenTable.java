package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.TokenRecord;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Tokens in the table {@code enrolment_token}, by which devices join. {@link TokenRow} uses one of them. */
final class EnrolmentTokenTable {
    /** Comes after every hash that begins as a prefix does. */
    private static final String BEYOND_HEX = "g";

    private final Database database;

    EnrolmentTokenTable(Database database) {
        this.database = database;
    }

    void add(Collection<TokenRecord> tokens, Instant now) {
        database.write("keeping " + tokens.size() + " enrolment tokens", handle -> {
            handle.createUpdate("DELETE FROM enrolment_token WHERE device IS NULL AND expires <= :now")
                    .bind("now", Columns.millis(now)).execute();
            PreparedBatch rows = handle.prepareBatch("""
                    INSERT INTO enrolment_token (sha256, created, expires, recovers, bound)
                    VALUES (:sha256, :created, :expires, :recovers, :bound)
                    """);
            tokens.forEach(token -> rows.bind("sha256", token.sha256())
                    .bind("created", Columns.millis(token.created())).bind("expires", Columns.millis(token.expires()))
                    .bind("recovers", token.recovers() ? 1 : 0).bind("bound", token.bound().orElse(null)).add());
            return rows.execute();
        });
    }

    int unused() {
        return database.read("counting enrolment tokens", handle -> handle
                .createQuery("SELECT COUNT(*) FROM enrolment_token WHERE device IS NULL").mapTo(Integer.class).one());
    }

    List<TokenRecord> list(Optional<Boolean> used, String after, int limit) {
        String only = used.map(yes -> yes ? "device IS NOT NULL AND " : "device IS NULL AND ").orElse("");
        return database.read("listing enrolment tokens after " + after, handle -> handle
                .createQuery(
                        "SELECT sha256, created, expires, recovers, bound, device FROM enrolment_token WHERE " + only
                                + "sha256 > :after ORDER BY sha256 LIMIT :limit")
                .bind("after", after.isEmpty() ? "" : after + BEYOND_HEX).bind("limit", limit)
                .map(EnrolmentTokenTable::token).list());
    }

    void delete(String prefix) throws RejectedException {
        int deleted = database.write("deleting the enrolment token " + prefix, handle -> handle
                .createUpdate("DELETE FROM enrolment_token WHERE sha256 >= :from AND sha256 < :until")
                .bind("from", prefix).bind("until", prefix + BEYOND_HEX).execute());
        if (deleted == 0) {
            throw new RejectedException(Reason.NOT_FOUND, "there is no enrolment token " + prefix + " here");
        }
    }

    private static TokenRecord token(ResultSet row, StatementContext context) throws SQLException {
        return new TokenRecord(row.getString("sha256"), Columns.instant(row.getLong("created")),
                Columns.instant(row.getLong("expires")), row.getInt("recovers") == 1,
                Optional.ofNullable(row.getString("bound")),
                Optional.ofNullable(row.getString("device")));
    }
}
