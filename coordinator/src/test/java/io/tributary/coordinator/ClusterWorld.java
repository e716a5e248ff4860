package io.tributary.coordinator;

import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.storage.ClusterStorage;
import io.tributary.coordinator.store.object.s3.S3Server;
import io.tributary.coordinator.store.object.s3.S3Settings;
import io.tributary.coordinator.store.sql.PostgresWorld;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.kek.KekFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database, two buckets and the secret files of a cluster, all empty: what its members share. */
public record ClusterWorld(String name, PostgresServer database, S3Settings objects, S3Settings keys, Path signingKey,
        Path kek) {
    /** A cluster of its own, whose files are in this directory. */
    public static ClusterWorld in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path signingKey = directory.resolve("signing.key");
        KeyFile.write(signingKey, SigningKeys.generate(1));
        Path kek = directory.resolve("kek.json");
        KekFile.make(kek);
        return new ClusterWorld(
                "world-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(directory.hashCode()),
                PostgresWorld.database(), bucket(), bucket(), signingKey, kek);
    }

    private static S3Settings bucket() {
        return S3Server.settings(S3Server.endpoint(), S3Server.bucket());
    }

    /** The same, but for the database. */
    public ClusterWorld with(PostgresServer other) {
        return new ClusterWorld(name, other, objects, keys, signingKey, kek);
    }

    /** The same, but for the bucket of objects. */
    public ClusterWorld withOtherBucket() {
        return new ClusterWorld(name, database, bucket(), keys, signingKey, kek);
    }

    /** The same, but for the signing key. */
    public ClusterWorld with(Path otherKey) {
        return new ClusterWorld(name, database, objects, keys, otherKey, kek);
    }

    /** What the first member is told. */
    public ClusterStorage member(String member) throws IOException {
        return member(ClusterSettings.loopback(name, member));
    }

    /** What a member is told. */
    public ClusterStorage member(ClusterSettings settings) throws IOException {
        return new ClusterStorage(settings, signingKey, database, objects, keys,
                KekFile.open(kek));
    }
}
