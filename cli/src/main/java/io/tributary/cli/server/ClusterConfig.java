package io.tributary.cli.server;

import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.storage.ClusterStorage;
import io.tributary.coordinator.store.object.s3.S3Settings;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.file.SecretFile;
import io.tributary.secureagg.identity.BearerToken;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.kek.KekFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A member's part of a cluster, as its config describes it. Immutable.
 *
 * @param members how members find each other
 * @param secrets folder with the files of {@link Secret}, the same for all members
 * @param database JDBC address without a password, and its user
 * @param bucket where objects and round keys lie
 */
public record ClusterConfig(ClusterSettings members, Path secrets, Database database, Buckets bucket) {
    private static final int LONGEST = 4096;

    /** Secret files, readable by the coordinator's user alone. */
    public enum Secret {
        /** The coordinator's keys. */
        SIGNING("signing.key"),
        /** A Tink keyset that wraps round keys. */
        KEY_ENCRYPTION("key-encryption.json"),
        /** What operators show. */
        ADMIN("admin.token"),
        /** Of the database's user. */
        DATABASE("database.password"),
        /** Who asks the object store. */
        ACCESS("s3.access-key"),
        /** Signs what is asked of it. */
        S3("s3.secret-key");

        private final String file;

        Secret(String file) {
            this.file = file;
        }

        /** The file of that name in a folder. */
        public Path in(Path folder) {
            return folder.resolve(file);
        }
    }

    /**
     * A database.
     *
     * @param url begins with {@code jdbc:postgresql:}
     * @param user owns its tables
     */
    public record Database(String url, String user) {}

    /**
     * Two buckets of one object store.
     *
     * @param endpoint empty for Amazon's own
     * @param region that requests are signed for
     * @param objects name of the bucket of updates and models
     * @param keys name of the bucket of round keys
     * @param prefix below which all lies; may be empty
     * @param pathStyle whether buckets are named in the path, not in the host
     */
    public record Buckets(Optional<URI> endpoint, String region, String objects, String keys, String prefix,
            boolean pathStyle) {}

    /**
     * Makes the secrets that a cluster itself needs: what signs, what wraps, and the admin token.
     *
     * @throws IOException if one is there already, or they cannot be written
     */
    public static void makeSecrets(Path folder, InstantSource clock, Supplier<String> token) throws IOException {
        Files.createDirectories(folder);
        for (Secret made : List.of(Secret.SIGNING, Secret.KEY_ENCRYPTION, Secret.ADMIN)) {
            if (Files.exists(made.in(folder))) {
                throw new IOException(made.in(folder) + " is there already and is not overwritten: what it signed, "
                        + "wrapped or let in would be refused; choose another folder");
            }
        }
        KeyFile.write(Secret.SIGNING.in(folder), SigningKeys.generate(clock.millis()));
        KekFile.make(Secret.KEY_ENCRYPTION.in(folder));
        SecretFile.replace(Secret.ADMIN.in(folder), token.get().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads the secrets.
     *
     * @throws IOException if one is missing, blank, or open to others
     * @throws IllegalArgumentException if a value is none of its kind
     */
    ClusterStorage storage() throws IOException {
        PostgresServer server = new PostgresServer(database.url(), database.user(), words(Secret.DATABASE));
        return new ClusterStorage(members, Secret.SIGNING.in(secrets), server, settings(bucket.objects()),
                settings(bucket.keys()), KekFile.open(Secret.KEY_ENCRYPTION.in(secrets)));
    }

    private S3Settings settings(String name) throws IOException {
        return new S3Settings(bucket.endpoint(), bucket.region(), name, bucket.prefix(), words(Secret.ACCESS),
                words(Secret.S3), bucket.pathStyle(), S3Settings.Patience.DEFAULT);
    }

    /** What operators show at every member. */
    String adminToken() throws IOException {
        return BearerToken.requireLong("the admin token in " + Secret.ADMIN.in(secrets), words(Secret.ADMIN));
    }

    private String words(Secret secret) throws IOException {
        Path file = secret.in(secrets);
        if (!Files.exists(file)) {
            throw new IOException(file + " is missing; every member needs the same secrets: ./tributary keys "
                    + "--cluster --out DIR makes those of a new cluster, the database and the object store give the "
                    + "others");
        }
        return new String(SecretFile.read(file, LONGEST), StandardCharsets.UTF_8).strip();
    }
}
