package io.tributary.coordinator.store.sql.connection;

import io.tributary.protocol.Fields;

/**
 * A database of a PostgreSQL server, which the members of a cluster share.
 *
 * @param jdbcUrl begins with {@code jdbc:postgresql:} and has no password
 * @param user owns the tables
 * @param password of the user; not blank
 */
public record PostgresServer(String jdbcUrl, String user, String password) {
    static final String SCHEME = "jdbc:postgresql:";

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is missing or blank, or the URL is another's or has a password
     */
    public PostgresServer {
        Fields.given("jdbcUrl", jdbcUrl);
        if (!jdbcUrl.startsWith(SCHEME)) {
            throw new IllegalArgumentException("the database's address must begin with " + SCHEME);
        }
        if (jdbcUrl.contains("password=")) {
            throw new IllegalArgumentException("the database's address must not have a password: it is shown in logs");
        }
        requireWords("user", user);
        requireWords("password", password);
    }

    private static void requireWords(String what, String value) {
        if (Fields.given(what, value).isBlank()) {
            throw new IllegalArgumentException("the database's " + what + " must not be blank");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }
}
