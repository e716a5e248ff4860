package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.LastWritten.Place;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Numbers and marks transactions: table {@code transaction_mark}, a ring of the last ones. */
final class TransactionMarks {
    private static final SecureRandom RANDOM = new SecureRandom();

    private TransactionMarks() {}

    /** Ends a transaction that changed something, and says what the database holds after it. */
    static LastWritten next(Handle handle) {
        byte[] drawn = new byte[LastWritten.MARK / 2];
        RANDOM.nextBytes(drawn);
        String mark = HexFormat.of().formatHex(drawn);
        LastWritten last = handle.createQuery("""
                UPDATE directory SET sequence = sequence + 1 RETURNING sequence, :mark AS mark,
                (SELECT sequence FROM audit ORDER BY sequence DESC LIMIT 1) AS entry,
                (SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1) AS entry_hash,
                (SELECT number FROM version_log ORDER BY number DESC LIMIT 1) AS version,
                (SELECT sha256 FROM version_log ORDER BY number DESC LIMIT 1) AS version_hash
                """).bind("mark", mark).map(TransactionMarks::last).one();
        handle.createUpdate("""
                INSERT INTO transaction_mark (slot, sequence, mark) VALUES (:slot, :sequence, :mark)
                ON CONFLICT (slot) DO UPDATE SET sequence = excluded.sequence, mark = excluded.mark
                """).bind("slot", last.sequence() % LastWritten.MARKS).bind("sequence", last.sequence())
                .bind("mark", mark).execute();
        return last;
    }

    private static LastWritten last(ResultSet row, StatementContext context) throws SQLException {
        return new LastWritten(row.getLong("sequence"), row.getString("mark"),
                place(row.getLong("entry"), row.getString("entry_hash")),
                place(row.getLong("version"), row.getString("version_hash")));
    }

    private static Place place(long number, String sha256) {
        return number == 0 ? Place.NONE : new Place(number, sha256);
    }
}
