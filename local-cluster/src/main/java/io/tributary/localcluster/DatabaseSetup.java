package io.tributary.localcluster;

import io.tributary.localcluster.ClusterAccess.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Makes the user and the database of a cluster in a server, if they are not there.
 *
 * @param access what is to be there; its names and its password consist of letters and digits
 * @param password the superuser's
 */
record DatabaseSetup(Postgres access, String password) {
    static final String SUPERUSER = "postgres";
    private static final String SECONDS = "5";

    /**
     * Does so.
     *
     * @throws SQLException if the server does not answer yet, or refuses
     */
    void apply() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        String url = "jdbc:postgresql://" + access.host() + ":" + access.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement sql = connection.createStatement()) {
            if (isMissing(sql, "SELECT 1 FROM pg_roles WHERE rolname = '" + access.user() + "'")) {
                sql.execute("CREATE ROLE " + access.user() + " LOGIN PASSWORD '" + access.password() + "'");
            }
            if (isMissing(sql, "SELECT 1 FROM pg_database WHERE datname = '" + access.database() + "'")) {
                sql.execute("CREATE DATABASE " + access.database() + " OWNER " + access.user()
                        + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
            }
        }
    }

    private static boolean isMissing(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return !rows.next();
        }
    }
}
