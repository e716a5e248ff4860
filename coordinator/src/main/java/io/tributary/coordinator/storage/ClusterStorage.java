package io.tributary.coordinator.storage;

import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.store.object.s3.S3Settings;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.protocol.Fields;
import io.tributary.secureagg.kek.KeyEncryption;
import java.nio.file.Path;

/**
 * What the members of a cluster share. All of them name the same database, buckets and keys; each has its own {@code members} settings.
 *
 * @param members how members find each other, and this one's id among them
 * @param signingKey secret file with the coordinator's keys, the same for all members
 * @param database of rows
 * @param objects bucket of updates and models
 * @param keys bucket of round keys alone, which keeps nothing that is deleted
 * @param keyEncryption wraps each round key
 */
public record ClusterStorage(ClusterSettings members, Path signingKey, PostgresServer database, S3Settings objects,
        S3Settings keys, KeyEncryption keyEncryption) implements Storage {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is missing, or updates and round keys would lie in the same place
     */
    public ClusterStorage {
        Fields.given("members", members);
        Fields.given("signingKey", signingKey);
        Fields.given("database", database);
        Fields.given("objects", objects);
        Fields.given("keys", keys);
        Fields.given("keyEncryption", keyEncryption);
        if (objects.endpoint().equals(keys.endpoint()) && objects.bucket().equals(keys.bucket())) {
            throw new IllegalArgumentException("round keys need a bucket of their own, not " + keys
                    + ", where updates lie: who may read the one should not read the other");
        }
    }
}
