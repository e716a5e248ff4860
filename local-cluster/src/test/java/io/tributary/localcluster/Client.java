package io.tributary.localcluster;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Uses a local cluster as a coordinator does.
 *
 * @param access how it is reached
 */
record Client(ClusterAccess access) {
    /** Skips a test where PostgreSQL may not run; every other failure to start is one. */
    static void assumePostgresRuns() throws Exception {
        boolean refused = "root".equals(System.getProperty("user.name"))
                && new ProcessBuilder("unshare", "-U", "true").start().waitFor() != 0;
        Assumptions.assumeFalse(refused, "PostgreSQL runs neither as root nor, here, in a user namespace");
    }

    /** The first column of the first row, or empty. */
    String sql(String statement) throws SQLException {
        return sql(access.postgres().password(), statement);
    }

    String sql(String password, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(access.postgres().jdbcUrl(),
                access.postgres().user(), password);
                Statement sql = connection.createStatement()) {
            if (!sql.execute(statement)) {
                return "";
            }
            try (ResultSet rows = sql.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    S3Client s3(String secretKey) {
        return S3Client.builder().endpointOverride(access.s3().endpoint()).forcePathStyle(true)
                .region(Region.of(access.s3().region())).credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create(access.s3().accessKey(), secretKey)))
                .build();
    }

    void put(String bucket, String name, String content) {
        try (S3Client s3 = s3(access.s3().secretKey())) {
            s3.putObject(request -> request.bucket(bucket).key(name), RequestBody.fromString(content));
        }
    }

    String get(String bucket, String name) {
        try (S3Client s3 = s3(access.s3().secretKey())) {
            return s3.getObjectAsBytes(request -> request.bucket(bucket).key(name)).asUtf8String();
        }
    }

    URI object(String bucket, String name) {
        return access.s3().endpoint().resolve("/" + bucket + "/" + name);
    }
}
