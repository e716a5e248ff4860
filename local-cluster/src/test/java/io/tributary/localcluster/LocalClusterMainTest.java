package io.tributary.localcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A local cluster in a process of its own")
@Timeout(120)
class LocalClusterMainTest {
    /** One for all: each test starts what another one left. */
    @TempDir
    private static Path directory;
    private Process process;

    @BeforeEach
    void runs() throws Exception {
        Client.assumePostgresRuns();
    }

    @AfterEach
    void leavesNothing() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        Path home = directory.toRealPath();
        PostgresPrograms programs = new PostgresPrograms(home.resolve("programs/bin"), home.resolve("log"), List.of());
        new PostgresData(home.resolve("postgresql"), programs).killServer();
    }

    private static Process start(Path where) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                LocalClusterMain.class.getName(), where.toString()).start();
    }

    private Client started() throws IOException {
        process = start(directory);
        String line = process.inputReader().readLine();
        assertTrue(line != null, () -> said(process));
        return new Client(ClusterAccess.parse(line));
    }

    private static String said(Process process) {
        return process.errorReader().lines().toList().toString();
    }

    /** Of the database server, as its own file has it. */
    private Optional<ProcessHandle> server() throws IOException {
        Path file = directory.resolve("postgresql/postmaster.pid");
        return Files.exists(file) ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                : Optional.empty();
    }

    private void ends(int code) throws InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(code, process.exitValue());
    }

    @Test
    void endsWithItsStandardInputAndLeavesNoServerBehind() throws Exception {
        Client client = started();
        ProcessHandle server = server().orElseThrow();
        client.sql("SELECT 1");
        process.outputWriter().close();
        ends(0);
        assertEquals(Optional.empty(), server.info().command());
        assertEquals("", String.join("", process.errorReader().lines().toList()));
    }

    @Test
    void endsWithSigtermAndLeavesNoServerBehind() throws Exception {
        started();
        ProcessHandle server = server().orElseThrow();
        process.toHandle().destroy();
        ends(143);
        assertEquals(Optional.empty(), server.info().command());
    }

    @Test
    void isFoundWholeAfterItWasKilled() throws Exception {
        Client client = started();
        client.sql("CREATE TABLE kept (word text)");
        client.sql("INSERT INTO kept VALUES ('row')");
        client.put("tributary", "kept", "object");
        ProcessHandle left = server().orElseThrow();
        process.toHandle().destroyForcibly();
        ends(137);
        assertTrue(left.info().command().isPresent());
        Client again = started();
        assertEquals(Optional.empty(), left.info().command());
        assertNotEquals(left.pid(), server().orElseThrow().pid());
        assertEquals(client.access(), again.access());
        assertEquals("row", again.sql("SELECT word FROM kept"));
        assertEquals("object", again.get("tributary", "kept"));
    }

    @Test
    void endsAndStartsItsPartsWhenItIsTold() throws Exception {
        Client client = started();
        tell("kill postgres", "done");
        assertThrows(SQLException.class, () -> client.sql("SELECT 1"));
        tell("start postgres", "done");
        assertEquals("1", client.sql("SELECT 1"));
        tell("stop s3", "done");
        assertThrows(Exception.class, () -> client.put("tributary", "a", "b"));
        tell("start s3", "done");
        client.put("tributary", "a", "b");
        tell("start nothing", "failed: say stop, kill or start, and postgres or s3");
        tell("eat s3", "failed: say stop, kill or start");
    }

    private void tell(String order, String answer) throws IOException {
        process.outputWriter().write(order + "\n");
        process.outputWriter().flush();
        assertEquals(answer, process.inputReader().readLine());
    }

    @Test
    void saysWhyItDoesNotStart() throws Exception {
        started();
        Process second = start(directory);
        assertEquals(2, second.waitFor());
        assertTrue(said(second).contains("is in use by a local cluster that is running"));
    }
}
