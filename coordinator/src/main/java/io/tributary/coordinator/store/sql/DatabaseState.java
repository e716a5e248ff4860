package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DamagedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/**
 * What a database file says of itself, read without changing it.
 *
 * @param directory id of the directory that it belongs to
 * @param sequence its last transaction
 */
public record DatabaseState(String directory, long sequence) {
    /**
     * Reads a file, with what its write-ahead log adds.
     *
     * @return empty if no transaction was ever recorded in it
     * @throws DamagedException if it is no database, or SQLite finds something wrong with it
     */
    public static Optional<DatabaseState> read(Path file) {
        Properties readOnly = new Properties();
        readOnly.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY: neither makes a file nor empties the write-ahead log
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), readOnly);
                Statement statement = connection.createStatement()) {
            requireIntact(file, statement);
            return state(statement);
        } catch (SQLException unreadable) {
            throw new DamagedException(file + " is no database that can be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private static void requireIntact(Path file, Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!found.next() || !found.getString(1).equals("ok")) {
                throw new DamagedException(file + " is damaged: " + found.getString(1));
            }
        }
    }

    private static Optional<DatabaseState> state(Statement statement) throws SQLException {
        try (ResultSet table = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'directory'")) {
            if (!table.next()) {
                return Optional.empty();
            }
        }
        try (ResultSet row = statement.executeQuery("SELECT id, sequence FROM directory")) {
            return row.next() ? Optional.of(new DatabaseState(row.getString(1), row.getLong(2))) : Optional.empty();
        }
    }
}
