package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.protocol.plan.SignedDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The audit log in the table {@code audit}, which is only ever inserted into. */
final class SqlAuditStore implements AuditStore {
    /** An entry has less than 6 KiB: what is longer was not written here, and is read no further. */
    private static final String ENTRY = "substr(entry, 1, 8192) AS entry";

    private final Database database;

    SqlAuditStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean append(long sequence, String previous, SignedDocument entry) {
        return database.write("adding the audit entry " + sequence, handle -> handle.createUpdate("""
                INSERT INTO audit (sequence, previous, entry) VALUES (:sequence, :previous, :entry)
                ON CONFLICT DO NOTHING
                """).bind("sequence", sequence).bind("previous", previous).bind("entry", Columns.json(entry))
                .execute() == 1);
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
        return database.read("reading the newest audit entry",
                handle -> handle
                        .createQuery("SELECT sequence, " + ENTRY + " FROM audit ORDER BY sequence DESC LIMIT 1")
                        .map(SqlAuditStore::entry).findOne());
    }

    private static Row entry(ResultSet row, StatementContext context) throws SQLException {
        return new Row(row.getLong("sequence"), Columns.documentOrUnsigned(row.getString("entry")));
    }
}
