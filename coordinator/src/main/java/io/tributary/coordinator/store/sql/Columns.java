package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.protocol.Fields;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** How values stand in columns: documents as JSON or {@link PackedDocument packed}, instants as epoch milliseconds. */
final class Columns {
    private static final int EXCERPT = 1024;

    private Columns() {}

    static String json(SignedDocument document) {
        return new String(WireJson.write(document), StandardCharsets.UTF_8);
    }

    /** @param where table and row, for the message @throws DamagedException if it is no document */
    static SignedDocument document(String where, String json) {
        try {
            return WireJson.readDocument(json.getBytes(StandardCharsets.UTF_8), SignedDocument.class);
        } catch (RejectedException damaged) {
            throw new DamagedException(where + ": the stored document is damaged: " + damaged.getMessage(), damaged);
        }
    }

    /** A document, or what is there instead as one without a signature, cut: no check takes it for one. */
    static SignedDocument documentOrUnsigned(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return WireJson.readDocument(bytes, SignedDocument.class);
        } catch (RejectedException altered) {
            return unsigned(bytes);
        }
    }

    /** As {@link #documentOrUnsigned}, of a column of bytes. */
    static SignedDocument packedOrUnsigned(byte[] packed) {
        try {
            return PackedDocument.unpack(packed);
        } catch (IllegalArgumentException altered) {
            return unsigned(packed);
        }
    }

    private static SignedDocument unsigned(byte[] bytes) {
        return new SignedDocument(Arrays.copyOf(bytes, Math.min(bytes.length, EXCERPT)), new byte[0], new byte[0]);
    }

    /** @param where table and row, for the message @throws DamagedException if it is no such word */
    static <E extends Enum<E>> E word(String where, Class<E> words, String written) {
        try {
            return Enum.valueOf(words, written);
        } catch (IllegalArgumentException damaged) {
            throw new DamagedException(where + ": '" + Fields.excerpt(written) + "' is no "
                    + words.getSimpleName() + ": the row is damaged", damaged);
        }
    }

    static long millis(Instant instant) {
        return instant.toEpochMilli();
    }

    /** An instant that may be NULL. */
    static Optional<Instant> optional(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(instant(millis));
    }

    static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
