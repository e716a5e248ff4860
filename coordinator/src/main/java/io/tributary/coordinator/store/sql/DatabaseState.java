package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.LastWritten.Place;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/**
 * What a database file says of itself, read without changing it.
 *
 * @param directory id of the directory that it belongs to
 * @param last its last transaction
 * @param since what it holds of another transaction that was asked about
 */
public record DatabaseState(String directory, LastWritten last, Since since) {
    /**
     * What a database holds of an earlier transaction.
     *
     * @param mark of that transaction; {@link LastWritten#NO_MARK} if it never was, or is too long ago
     * @param audit hash of the audit entry of the number that was asked about, empty if it is missing or altered
     * @param version hash of the manifest of that number, empty if it is missing
     */
    public record Since(String mark, String audit, String version) {}

    /**
     * Reads a file, with what its write-ahead log adds.
     *
     * @param earlier which transaction is asked about
     * @return empty if no transaction was ever recorded in it
     * @throws DamagedException if it is no database, or SQLite finds something wrong with it
     */
    public static Optional<DatabaseState> read(Path file, LastWritten earlier) {
        // SQLITE_OPEN_READONLY: neither makes a database nor empties the write-ahead log
        return read(file, "jdbc:sqlite:" + file.toAbsolutePath(), "1", earlier);
    }

    /** As {@link #read}, of the one file that a database in good order ends as: leaves no file beside it, as SQLite does otherwise. */
    public static Optional<DatabaseState> readClosed(Path file, LastWritten earlier) {
        // SQLITE_OPEN_READONLY and SQLITE_OPEN_URI
        return read(file, "jdbc:sqlite:file:" + file.toUri().getRawPath() + "?immutable=1", "65", earlier);
    }

    private static Optional<DatabaseState> read(Path file, String url, String mode, LastWritten earlier) {
        Properties readOnly = new Properties();
        readOnly.setProperty("open_mode", mode);
        try (Connection connection = DriverManager.getConnection(url, readOnly)) {
            requireIntact(file, connection);
            return state(connection, earlier);
        } catch (SQLException unreadable) {
            throw new DamagedException(file + " is no database that can be read: " + unreadable.getMessage(),
                    unreadable);
        } catch (IllegalArgumentException altered) {
            throw new DamagedException(file + " was altered: " + altered.getMessage(), altered);
        }
    }

    private static void requireIntact(Path file, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!found.next() || !found.getString(1).equals("ok")) {
                throw new DamagedException(file + " is damaged: " + found.getString(1));
            }
        }
    }

    private static Optional<DatabaseState> state(Connection connection, LastWritten earlier) throws SQLException {
        return one(connection, "SELECT name FROM sqlite_master WHERE name = ?", "directory").isEmpty()
                ? Optional.empty() : of(connection, earlier);
    }

    /** Of a database that has its tables; empty if it belongs to nobody yet. */
    static Optional<DatabaseState> of(Connection connection, LastWritten earlier) throws SQLException {
        Optional<String> directory = one(connection, "SELECT id FROM directory WHERE id <> ?", "");
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        long sequence = number(connection, "SELECT sequence FROM directory");
        LastWritten last = sequence == 0 ? LastWritten.NOTHING : new LastWritten(sequence, mark(connection, sequence),
                place(connection, "audit", "sequence", "hash"), place(connection, "version_log", "number", "sha256"));
        Since since = new Since(mark(connection, earlier.sequence()),
                one(connection, "SELECT substr(entry, 1, 8192) FROM audit WHERE sequence = ?", earlier.audit().number())
                        .map(entry -> Columns.documentOrUnsigned(entry).hash()).orElse(""),
                one(connection, "SELECT sha256 FROM version_log WHERE number = ?", earlier.version().number())
                        .orElse(""));
        return Optional.of(new DatabaseState(directory.get(), last, since));
    }

    private static String mark(Connection connection, long sequence) throws SQLException {
        return one(connection, "SELECT mark FROM transaction_mark WHERE slot = ? AND sequence = " + sequence,
                sequence % LastWritten.MARKS).orElse(LastWritten.NO_MARK);
    }

    private static Place place(Connection connection, String table, String number, String hash) throws SQLException {
        long last = number(connection, "SELECT COALESCE(MAX(" + number + "), 0) FROM " + table);
        return last == 0 ? Place.NONE
                : new Place(last,
                        one(connection, "SELECT " + hash + " FROM " + table + " WHERE " + number + " = ?", last)
                                .orElse(Place.NONE.sha256()));
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Optional<String> one(Connection connection, String query, Object parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
