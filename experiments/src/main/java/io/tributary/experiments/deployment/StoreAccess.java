package io.tributary.experiments.deployment;

import io.tributary.coordinator.store.object.s3.S3Settings;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import java.net.URI;
import java.util.Optional;

/**
 * How a local cluster's database and object store are reached, as the process that starts them says it.
 *
 * @param postgres the database
 * @param s3 the buckets
 */
record StoreAccess(Postgres postgres, S3 s3) {
    /** A database and its user. */
    record Postgres(String host, int port, String database, String user, String password) {
        PostgresServer server() {
            return new PostgresServer("jdbc:postgresql://" + host + ":" + port + "/" + database, user, password);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return database + " at " + host + ":" + port;
        }
    }

    /** Two buckets, and who may use them. */
    record S3(URI endpoint, String region, String bucket, String keyBucket, String accessKey, String secretKey) {
        S3Settings settings(String name) {
            return new S3Settings(Optional.of(endpoint), region, name, "", accessKey, secretKey, true,
                    S3Settings.Patience.DEFAULT);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return String.valueOf(endpoint);
        }
    }
}
