package io.tributary.loadtest.fault;

import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.sql.PackedDocument;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a coordinator's database says of a run, read by somebody else and only read.
 *
 * @param accepted every row that counts
 * @param events every stored event, in order
 * @param versions manifests of the model's versions, from version 0 on
 */
public record CoordinatorDatabase(List<Accepted> accepted, List<RoundEvent> events, List<ModelManifest> versions) {
    /** SQLite's result code for a database that another one has locked. */
    private static final int BUSY = 5;
    /** A row that counts. */
    public record Accepted(int round, String device, int weight) {}

    private interface Row<T> {
        T read(ResultSet row) throws SQLException, RejectedException;
    }

    /** How a database is reached by somebody else. */
    public interface Source {
        /** A connection of the caller's own. */
        Connection open() throws SQLException;

        /** A file of SQLite, to be read only. */
        static Source sqlite(Path file) {
            return () -> DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
        }
    }

    /** What is stored of a run of a model. */
    public static CoordinatorDatabase read(Source source, String run, String model)
            throws SQLException, RejectedException {
        try (Connection connection = source.open()) {
            return new CoordinatorDatabase(
                    rows(connection, "SELECT round, device, weight FROM accepted_update WHERE run = ?", run,
                            row -> new Accepted(row.getInt(1), row.getString(2), row.getInt(3))),
                    rows(connection, "SELECT json FROM round_event WHERE run = ? ORDER BY sequence", run,
                            row -> EventCodec.decode(row.getString(1))),
                    rows(connection, "SELECT manifest FROM model_version WHERE model = ? ORDER BY version",
                            model, row -> manifest(row.getBytes(1))));
        }
    }

    /** Whether somebody is in the middle of writing to a database. Changes nothing. */
    static boolean isLocked(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return false;
        } catch (SQLException busy) {
            if (busy.getErrorCode() == BUSY) {
                return true;
            }
            throw busy;
        }
    }

    private static <T> List<T> rows(Connection connection, String sql, String key, Row<T> reading)
            throws SQLException, RejectedException {
        List<T> read = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, key);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    read.add(reading.read(rows));
                }
            }
        }
        return read;
    }

    private static ModelManifest manifest(byte[] packed) throws RejectedException {
        return WireJson.readDocument(PackedDocument.unpack(packed).payload(), ModelManifest.class);
    }
}
