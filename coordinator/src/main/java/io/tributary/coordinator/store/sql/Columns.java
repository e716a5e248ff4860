package io.tributary.coordinator.store.sql;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;

/** How values stand in columns: documents as JSON, instants as epoch milliseconds. */
final class Columns {
    private Columns() {}

    static String json(SignedDocument document) {
        return new String(WireJson.write(document), StandardCharsets.UTF_8);
    }

    static SignedDocument document(String json) throws SQLException {
        try {
            return WireJson.readDocument(json.getBytes(StandardCharsets.UTF_8), SignedDocument.class);
        } catch (RejectedException corrupt) {
            throw new SQLException("a stored document is corrupt", corrupt);
        }
    }

    static long millis(Instant instant) {
        return instant.toEpochMilli();
    }

    static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
