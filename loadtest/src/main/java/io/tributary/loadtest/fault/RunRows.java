package io.tributary.loadtest.fault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs that are over, written into the database of a coordinator by somebody else. */
final class RunRows {
    private static final int ROUNDS = 3;

    private RunRows() {}

    /** Adds runs that have the plan of the one that is there, until there are so many. */
    static void copy(Path database, int runs) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                PreparedStatement run = connection.prepareStatement("""
                        INSERT INTO run (run, plan, status, reason, epoch, owner, lease_until, created, ended)
                        SELECT ?, plan, 'STOPPED', 'for a test', 1, owner, 0, created, created FROM run LIMIT 1
                        """);
                PreparedStatement event = connection.prepareStatement(
                        "INSERT INTO round_event (run, sequence, round, json, stored_at) VALUES (?, ?, ?, '{}', 5)")) {
            connection.setAutoCommit(false);
            for (int number = 1; number < runs; number++) {
                String id = String.format("018f0000-0000-7000-8000-%012x", number);
                run.setString(1, id);
                run.addBatch();
                for (int round = 1; round <= ROUNDS; round++) {
                    event.setString(1, id);
                    event.setInt(2, round);
                    event.setInt(3, round);
                    event.addBatch();
                }
            }
            run.executeBatch();
            event.executeBatch();
            connection.commit();
        }
    }

    /** How many runs there are. */
    static int count(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + database + "?mode=ro");
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("SELECT COUNT(*) FROM run WHERE deleted = 0")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
