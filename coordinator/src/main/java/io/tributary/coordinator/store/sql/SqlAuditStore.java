package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.protocol.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The audit log in the table {@code audit}, whose rows leave only for an archive that {@code audit_segment} names. */
final class SqlAuditStore implements AuditStore {
    /** An entry has less than 6 KiB: what is longer was not written here, and is read no further. */
    private static final String ENTRY = "substr(entry, 1, 8192) AS entry";

    private final Database database;

    SqlAuditStore(Database database) {
        this.database = database;
    }

    @Override
    public Row append(Following entry) {
        return database.write("adding an audit entry", handle -> {
            Optional<Row> newest = newest(handle);
            Row next = new Row(newest.map(Row::sequence).orElse(0L) + 1, entry.after(newest));
            handle.createUpdate("""
                    INSERT INTO audit (sequence, previous, hash, entry) VALUES (:sequence, :previous, :hash, :entry)
                    """).bind("sequence", next.sequence())
                    .bind("previous", newest.map(row -> row.document().hash()).orElse(Sha256.ZERO.hex()))
                    .bind("hash", next.document().hash()).bind("entry", Columns.json(next.document())).execute();
            return next;
        });
    }

    @Override
    public List<Row> after(long sequence, int limit) {
        return database.read("reading the audit log after " + sequence, handle -> handle
                .createQuery("SELECT sequence, " + ENTRY
                        + " FROM audit WHERE sequence > :after ORDER BY sequence LIMIT :limit")
                .bind("after", sequence).bind("limit", limit)
                .map(SqlAuditStore::entry).list());
    }

    @Override
    public Optional<Row> newest() {
        return database.read("reading the newest audit entry", SqlAuditStore::newest);
    }

    private static Optional<Row> newest(Handle handle) {
        return handle.createQuery("SELECT sequence, " + ENTRY + " FROM audit ORDER BY sequence DESC LIMIT 1")
                .map(SqlAuditStore::entry).findOne();
    }

    @Override
    public Optional<Row> oldest() {
        return database.read("reading the oldest audit entry",
                handle -> handle.createQuery("SELECT sequence, " + ENTRY + " FROM audit ORDER BY sequence LIMIT 1")
                        .map(SqlAuditStore::entry).findOne());
    }

    @Override
    public List<Segment> segments(long sequence, int limit) {
        return database.read("listing audit archives after " + sequence, handle -> handle.createQuery("""
                SELECT first_entry, last_entry, base, hash, object, until_at FROM audit_segment
                WHERE last_entry > :after ORDER BY last_entry LIMIT :limit
                """).bind("after", sequence).bind("limit", limit)
                .map((row, _) -> new Segment(row.getLong("first_entry"), row.getLong("last_entry"),
                        row.getString("base"), row.getString("hash"), row.getString("object"),
                        Columns.instant(row.getLong("until_at"))))
                .list());
    }

    @Override
    public void archived(Segment segment) {
        database.write("recording the audit archive " + segment.object(), handle -> handle.createUpdate("""
                INSERT INTO audit_segment (last_entry, first_entry, base, hash, object, until_at)
                VALUES (:last, :first, :base, :hash, :object, :until) ON CONFLICT DO NOTHING
                """).bind("last", segment.last()).bind("first", segment.first()).bind("base", segment.base())
                .bind("hash", segment.hash()).bind("object", segment.object())
                .bind("until", Columns.millis(segment.until())).execute());
    }

    @Override
    public boolean trim(int rows) {
        return database.write("removing audit entries that are archived", handle -> handle.createUpdate("""
                DELETE FROM audit WHERE sequence IN (SELECT sequence FROM audit
                WHERE sequence <= (SELECT MAX(last_entry) FROM audit_segment) ORDER BY sequence LIMIT :most)
                """).bind("most", rows).execute() == rows);
    }

    @Override
    public void forget(Segment segment) {
        database.write("forgetting the audit archive " + segment.object(), handle -> handle
                .createUpdate("DELETE FROM audit_segment WHERE last_entry = :last").bind("last", segment.last())
                .execute());
    }

    private static Row entry(ResultSet row, StatementContext context) throws SQLException {
        return new Row(row.getLong("sequence"), Columns.documentOrUnsigned(row.getString("entry")));
    }
}
