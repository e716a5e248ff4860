package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.operator.OperatorClient;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hand-over as the operations guide has it, with real devices: its commands, in the middle of a run and between runs. */
@Timeout(240)
class HandOverCommandTest extends ProductTest {
    private static final Path GUIDE = Path.of(System.getProperty("basedir", "."), "..", "docs", "operations.md");
    private static final int ROUNDS = 40;

    private Path directory() {
        return folder.resolve("coordinator");
    }

    /** The indented commands of the section. */
    private static List<String> commands() throws IOException {
        String guide = Files.readString(GUIDE);
        String section = guide.substring(guide.indexOf("## Hand over the coordinator's keys"));
        return section.substring(0, section.indexOf("## Clients")).lines()
                .filter(line -> line.startsWith("    ./tributary ")).map(String::strip).toList();
    }

    /** Ends the coordinator, does what the guide says, and starts it again at the same address. */
    private void handOver() throws Exception {
        List<String> commands = commands();
        assertEquals(2, commands.size(), commands::toString);
        world.end();
        for (String command : commands) {
            world.admin().ok((Object[]) command.replace("./tributary ", "")
                    .replace("/var/lib/tributary", directory().toString()).split(" ", -1));
        }
        world.begin();
    }

    private Path copyOfTrust(String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        return Files.copy(world.trust().resolve("trust.json"), copy.resolve("trust.json")).resolveSibling("");
    }

    private static String pinned(Path trust) throws IOException {
        return new JsonMapper().readTree(trust.resolve("trust.json").toFile()).path("coordinator").asText();
    }

    private Object[] deviceBy(Path trust, String name, int index) {
        world.admin().ok("tokens", "create", "--out", folder.resolve("tokens-" + name));
        return new Object[] {"device", "--coordinator", world.uri(), "--trust", trust, "--name", name, "--index", index,
            "--directory", folder.resolve(name), "--once", "--data", world.experiment, "--token-file",
            folder.resolve("tokens-" + name + "/token-1")};
    }

    private static Object[] trusting(Object[] words, Path trust) {
        return Stream.of(words).map(word -> word.equals(words[4]) ? trust : word).toArray();
    }

    private String signerOf(int version) throws Exception {
        String token = Files.readString(directory().resolve("admin.token")).strip();
        return Base64.getEncoder().encodeToString(new OperatorClient(world.uri(), token, ClientTls.USUAL)
                .manifest("small-pair", Integer.toString(version)).key());
    }

    private void pull(Path trust, Path model, int version) {
        world.admin().ok("models", "pull", "small-pair", "--version", Integer.toString(version), "--trust", trust,
                "--out", model);
    }

    private void assertAuditVerifies(Path trust) {
        String said = world.admin().ok("audit", "verify", "--coordinator-key", trust.resolve("trust.json"), "--head",
                folder.resolve("audit.head"));
        assertTrue(said.contains("the audit log is whole"), said);
    }

    private void assertProves(Path trust, String run, int round) {
        String said = world.admin().ok("runs", "proof", run, Integer.toString(round), "d0", "--trust", trust);
        assertTrue(said.contains("that version " + round + " of model"), said);
    }

    @Test
    void aRunGoesOnUnderNewKeysWithTheDevicesThatItHas() throws Exception {
        Path oldTrust = copyOfTrust("old-trust");
        String run = world.startRun("--set", "train.rounds=" + ROUNDS);
        Future<String> one = background(trusting(world.deviceWithToken(0), oldTrust));
        Future<String> other = background(trusting(world.deviceWithToken(1), oldTrust));
        while (show(run).path("history").isEmpty()) {
            Thread.onSpinWait();
        }
        assertAuditVerifies(oldTrust);
        byte[] certificate = Files.readAllBytes(folder.resolve("d0/certificate.json"));

        handOver();
        assertFalse(pinned(oldTrust).equals(pinned(world.trust())), "the root is another one");
        world.admin().ok("runs", "watch", run);
        assertTrue(one.get().contains("version " + ROUNDS), one.get());
        assertTrue(other.get().contains("version " + ROUNDS), other.get());
        assertArrayEquals(certificate, Files.readAllBytes(folder.resolve("d0/certificate.json")), "none enrolled anew");

        assertAuditVerifies(oldTrust);
        Path model = folder.resolve("model");
        pull(oldTrust, model, ROUNDS);
        assertFalse(signerOf(1).equals(signerOf(ROUNDS)), "it began under the old key and ended under the new one");
        assertProves(oldTrust, run, ROUNDS);

        byte[] backup = Files.readAllBytes(directory().resolve("coordinator.key"));
        twoHandOversPassWhileADeviceIsAway(oldTrust, model);
        assertProves(oldTrust, run, ROUNDS);
        assertProves(copyOfTrust("last-trust"), run, ROUNDS);
        theDirectoryVerifiesAndGoesNotBack(oldTrust, backup);
    }

    private void twoHandOversPassWhileADeviceIsAway(Path oldTrust, Path model) throws Exception {
        handOver();
        handOver();
        Object[] away = trusting(world.device(0, "--data", world.experiment), oldTrust);
        Object[] fresh = deviceBy(oldTrust, "fresh", 1);
        world.startRun("--set", "train.rounds=1");
        Future<String> back = background(away);
        Future<String> joined = background(fresh);
        assertTrue(back.get().contains("version " + (ROUNDS + 1)), back.get());
        assertTrue(joined.get().contains("version " + (ROUNDS + 1)), joined.get());
        pull(oldTrust, model, ROUNDS + 1);
        pull(copyOfTrust("new-trust"), folder.resolve("newest"), ROUNDS + 1);
        assertAuditVerifies(oldTrust);
        assertAuditVerifies(folder.resolve("new-trust"));
    }

    private void theDirectoryVerifiesAndGoesNotBack(Path oldTrust, byte[] backup) throws Exception {
        world.end();
        assertTrue(world.admin().ok("coordinator", "check", directory()).contains("is whole"));
        world.admin().ok("audit", "verify", "--dir", directory(), "--coordinator-key", oldTrust.resolve("trust.json"));
        world.admin().ok("registry", "verify", "--dir", directory(), "--coordinator-key",
                oldTrust.resolve("trust.json"));
        String unknown = world.admin().fails(2, "coordinator", "hand-over", directory(), "--only", "everything");
        assertTrue(unknown.contains("registrar"), unknown);
        world.admin().ok("coordinator", "hand-over", directory(), "--only", "versions");
        Files.write(directory().resolve("coordinator.key"), backup);
        String refused = world.admin().fails(3, "coordinator", "check", directory());
        assertTrue(refused.contains("coordinator.key"), refused);
    }
}
