package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.protocol.transparency.LogEntry;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** The table {@code version_log}: the first entry has the number 1. */
final class VersionLogRows {
    private final Handle handle;

    private record Row(long number, String model, int version, String sha256) {}

    VersionLogRows(Handle handle) {
        this.handle = handle;
    }

    /** Adds the next one: one transaction writes at a time. */
    void add(LogEntry entry) {
        handle.createUpdate("""
                INSERT INTO version_log (number, model, version, sha256)
                SELECT COALESCE(MAX(number), 0) + 1, :model, :version, :sha256 FROM version_log
                """).bind("model", entry.model()).bind("version", entry.version()).bind("sha256", entry.manifest())
                .execute();
    }

    long count() {
        return handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM version_log").mapTo(Long.class).one();
    }

    List<LogEntry> read(long from, int limit) {
        List<Row> rows = handle
                .createQuery(
                        """
                                SELECT number, model, version, sha256 FROM version_log WHERE number > :from AND number <= :to ORDER BY number
                                """)
                .bind("from", from).bind("to", from + limit).map((row, _) -> new Row(row.getLong("number"),
                        row.getString("model"), row.getInt("version"), row.getString("sha256")))
                .list();
        if (rows.size() != limit) {
            throw new DamagedException(
                    "table version_log has " + rows.size() + " of the " + limit + " rows after number " + from);
        }
        return rows.stream().map(VersionLogRows::entry).toList();
    }

    private static LogEntry entry(Row row) {
        try {
            return new LogEntry(row.model(), row.version(), row.sha256());
        } catch (IllegalArgumentException altered) {
            throw new DamagedException("table version_log, number " + row.number() + ": " + altered.getMessage(),
                    altered);
        }
    }

    OptionalLong place(String model, int version) {
        return handle.createQuery("SELECT number FROM version_log WHERE model = :model AND version = :version")
                .bind("model", model).bind("version", version).mapTo(Long.class).stream()
                .mapToLong(number -> number - 1).findFirst();
    }
}
