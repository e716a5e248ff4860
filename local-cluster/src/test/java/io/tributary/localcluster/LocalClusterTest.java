package io.tributary.localcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

@DisplayName("A local cluster")
@Timeout(120)
class LocalClusterTest {
    @TempDir
    private static Path folder;
    private static Path directory;
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        Client.assumePostgresRuns();
        directory = folder.resolve("a cluster's own");
        cluster = LocalCluster.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Client client() {
        return new Client(cluster.access());
    }

    @Test
    void hasADatabaseThatCoordinatorsTake() throws SQLException {
        for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            assertEquals("on", client().sql("SHOW " + setting), setting);
        }
        assertEquals("UTF8", client().sql("SHOW server_encoding"));
        assertEquals("t", client().sql("SELECT 'a' > 'B' AND 'a-b' < 'ab' AND '_' > 'Z'"));
        assertEquals("f", client().sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));
    }

    @Test
    void keepsItsDataWhenItIsStartedAgain() throws Exception {
        ClusterAccess before = cluster.access();
        client().sql("CREATE TABLE kept (word text)");
        client().sql("INSERT INTO kept VALUES ('row')");
        client().put(before.s3().bucket(), "models/a~b", "object");
        client().put(before.s3().keyBucket(), "k", "key");
        cluster.close();
        assertThrows(SQLException.class, () -> client().sql("SELECT 1"));
        cluster = LocalCluster.start(directory);
        assertEquals(before, cluster.access());
        assertEquals("row", client().sql("SELECT word FROM kept"));
        assertEquals("object", client().get(before.s3().bucket(), "models/a~b"));
        assertEquals("key", client().get(before.s3().keyBucket(), "k"));
    }

    @Test
    void letsNobodyInWithoutItsSecrets() throws IOException {
        assertThrows(SQLException.class, () -> client().sql("wrong", "SELECT 1"));
        client().put(cluster.access().s3().bucket(), "secret", "object");
        try (S3Client stranger = client().s3("wrong")) {
            assertEquals(403, assertThrows(S3Exception.class,
                    () -> stranger.headObject(request -> request.bucket("tributary").key("secret"))).statusCode());
        }
        HttpURLConnection anonymous =
                (HttpURLConnection) client().object("tributary", "secret").toURL().openConnection();
        assertEquals(403, anonymous.getResponseCode());
        assertFalse(cluster.access().toString().contains(cluster.access().postgres().password()));
        assertFalse(cluster.access().toString().contains(cluster.access().s3().secretKey()));
    }

    @Test
    void keepsItsSecretsFromOthersOfTheMachine() throws IOException {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        for (String file : List.of("access.json", "superuser.password")) {
            assertEquals("rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))), file);
        }
    }

    @Test
    void losesAndGetsBackItsDatabaseOnTheSamePort() throws Exception {
        client().sql("CREATE TABLE survivor (word text)");
        client().sql("INSERT INTO survivor VALUES ('committed')");
        cluster.postgres().kill();
        assertFalse(cluster.postgres().isRunning());
        assertThrows(SQLException.class, () -> client().sql("SELECT 1"));
        cluster.postgres().start();
        assertEquals("committed", client().sql("SELECT word FROM survivor"));
        cluster.postgres().stop();
        assertThrows(SQLException.class, () -> client().sql("SELECT 1"));
        cluster.postgres().start();
        cluster.postgres().start();
        assertEquals("committed", client().sql("SELECT word FROM survivor"));
        assertTrue(Files.readString(directory.resolve("postgresql.log")).contains("automatic recovery in progress"));
    }

    @Test
    void losesAndGetsBackItsObjectsOnTheSamePort() throws Exception {
        client().put("tributary", "survivor", "object");
        cluster.s3().stop();
        assertFalse(cluster.s3().isRunning());
        assertThrows(Exception.class, () -> client().get("tributary", "survivor"));
        cluster.s3().start();
        assertEquals("object", client().get("tributary", "survivor"));
    }

    /** Members rely on both: which of them made a round key, and that a destroyed one is gone. */
    @Test
    void writesAnObjectOnceIfItIsAskedToAndKeepsNoVersions() {
        String keys = cluster.access().s3().keyBucket();
        try (S3Client s3 = client().s3(cluster.access().s3().secretKey())) {
            s3.putObject(request -> request.bucket(keys).key("once").ifNoneMatch("*"), RequestBody.fromString("first"));
            assertEquals(412, assertThrows(S3Exception.class, () -> s3.putObject(
                    request -> request.bucket(keys).key("once").ifNoneMatch("*"), RequestBody.fromString("second")))
                    .statusCode());
            assertNull(s3.getBucketVersioning(request -> request.bucket(keys)).status());
        }
        assertEquals("first", client().get(keys, "once"));
    }

    @Test
    void isAloneInItsDirectory() {
        refused("is in use by a local cluster that is running", directory);
    }

    @Test
    void refusesADirectoryOfSomethingElse(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("letter.txt"), "dear");
        refused("holds something else (letter.txt)", other);
        refused("is a file", other.resolve("letter.txt"));
    }

    @Test
    void refusesADirectoryWhoseAccessFileIsDamaged(@TempDir Path other) throws IOException {
        Path file = Files.createFile(other.resolve("access.json"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "{\"postgres\":");
        refused("access.json is damaged", other);
    }

    private static void refused(String why, Path where) {
        String message = assertThrows(LocalClusterException.class, () -> LocalCluster.start(where)).getMessage();
        assertTrue(message.contains(why), message);
    }
}
