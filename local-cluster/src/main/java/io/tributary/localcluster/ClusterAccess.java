package io.tributary.localcluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;

/**
 * How the parts of a local cluster are reached. It stays the same when the cluster is started again in its directory, but for a port that
 * somebody else has meanwhile.
 *
 * @param postgres the database
 * @param s3 the buckets
 */
public record ClusterAccess(Postgres postgres, S3 s3) {
    /** The only address that the parts listen on. */
    static final String HOST = "127.0.0.1";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * An empty database of encoding UTF8 and locale C, and the user who owns it.
     *
     * @param host always 127.0.0.1
     * @param port where it listens
     * @param database its name
     * @param user not a superuser
     * @param password of the user
     */
    public record Postgres(String host, int port, String database, String user, String password) {
        /** An address without the password: {@code jdbc:postgresql://HOST:PORT/DATABASE}. */
        public String jdbcUrl() {
            return "jdbc:postgresql://" + host + ":" + port + "/" + database;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return jdbcUrl() + " as " + user;
        }
    }

    /**
     * Two buckets, which are there, and credentials for both. Requests are signed (AWS signature 4), by path and not by a host a bucket.
     *
     * @param endpoint where it listens, plain HTTP
     * @param region of both buckets
     * @param bucket for objects
     * @param keyBucket for round keys alone
     * @param accessKey who asks
     * @param secretKey signs requests
     */
    public record S3(URI endpoint, String region, String bucket, String keyBucket, String accessKey,
            String secretKey) {
        /** Without the secret key. */
        @Override
        public String toString() {
            return endpoint + " as " + accessKey;
        }
    }

    /** One line of JSON, with the secrets. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * What {@link #json} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static ClusterAccess parse(String json) {
        try {
            return JSON.readValue(json, ClusterAccess.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("this is not how a local cluster is reached", wrong);
        }
    }
}
