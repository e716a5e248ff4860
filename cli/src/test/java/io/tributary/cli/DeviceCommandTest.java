package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Device agents, their runs and what operators do about them, against a real coordinator. */
@Timeout(120)
class DeviceCommandTest extends ProductTest {
    @Test
    void twoDevicesTrainAModelThatIsPulledVerified() throws Exception {
        String run = world.startRun();
        Future<String> one = background(world.deviceWithToken(0));
        Object[] told = world.deviceWithToken(1);
        told[2] = "http://127.0.0.1:1," + told[2]; // of a member that is away, and of one that is there
        Future<String> other = background(told);
        world.admin().ok("runs", "watch", run);

        String sha256 = show(run).at("/history/1/model/sha256").asText();
        String held = "this device holds model 'small-pair' version 2, sha256 " + sha256;
        assertTrue(one.get().contains(held), one.get());
        assertTrue(other.get().contains("round 1: the update counts"), other.get());
        assertTrue(show(run).at("/history/1/evaluation/accuracy").isNumber(), "evaluated on the held-out data");

        Path model = folder.resolve("model");
        Console anybody = new Console().with("TRIBUTARY_COORDINATOR", world.device(0)[2]);
        assertTrue(anybody.fails(2, "models", "pull", "small-pair", "--trust", world.trust(), "--out", model)
                .contains("unauthenticated"));
        assertFalse(Files.exists(model));
        String said = world.admin().ok("models", "pull", "small-pair", "--trust", world.trust(), "--out", model);
        assertTrue(said.contains(sha256), said);
        assertEquals(sha256, Sha256.of(Files.readAllBytes(model.resolve("parameters.f32"))).hex());
        SignedDocument signed =
                WireJson.readDocument(Files.readAllBytes(model.resolve("manifest.json")), SignedDocument.class);
        assertEquals(2, WireJson.readDocument(signed.payload(), ModelManifest.class).version());
        try (var left = Files.list(model)) {
            assertEquals(4, left.count(), "parameters, the same as safetensors, manifest and keys");
        }
        aFolderGoesForwardAlone(world.admin(), model, sha256);
        assertTrue(world.admin().ok("models", "list").contains("small-pair  2"));

        assertNoKeysLeft();
        aRunThatFinishedIsOver(run);
    }

    private void aFolderGoesForwardAlone(Console anybody, Path model, String newest) throws Exception {
        String older = anybody.fails(2, "models", "pull", "small-pair", "--version", "0", "--trust", world.trust(),
                "--out", model);
        assertTrue(older.contains("bad-lineage") && older.contains("pull into another folder"), older);
        assertEquals(newest, Sha256.of(Files.readAllBytes(model.resolve("parameters.f32"))).hex());
        Path first = folder.resolve("first");
        anybody.ok("models", "pull", "small-pair", "--version", "0", "--trust", world.trust(), "--out", first);
        assertFalse(newest.equals(Sha256.of(Files.readAllBytes(first.resolve("parameters.f32"))).hex()));
        anybody.ok("models", "pull", "small-pair", "--trust", world.trust(), "--out", first);
        assertEquals(newest, Sha256.of(Files.readAllBytes(first.resolve("parameters.f32"))).hex());
        SignedDocument kept =
                WireJson.readDocument(Files.readAllBytes(first.resolve("manifest.json")), SignedDocument.class);
        Files.write(first.resolve("manifest.json"), WireJson.write(SigningKey.generate()
                .sign(SignatureContext.MODEL_MANIFEST, kept.payload())));
        String foreign = anybody.fails(2, "models", "pull", "small-pair", "--trust", world.trust(), "--out", first);
        assertTrue(foreign.contains("wrong-signer") && foreign.contains("pull into another folder"), foreign);
    }

    private void assertNoKeysLeft() throws Exception {
        try (var keys = Files.walk(folder.resolve("coordinator/keys"))) {
            assertEquals(List.of(), keys.filter(file -> file.getFileName().toString().contains(".1")
                    || file.getFileName().toString().contains(".2")).toList());
        }
    }

    private void aRunThatFinishedIsOver(String run) {
        assertTrue(world.admin().fails(2, "runs", "resume", run).contains("run-over"));
    }

    @Test
    void aModelThatThePinnedKeysDoNotVouchForIsNotWritten() throws Exception {
        world.startRun();
        Future<String> one = background(world.deviceWithToken(0));
        Future<String> other = background(world.deviceWithToken(1));
        one.get();
        other.get();
        Path trust = Files.createDirectories(folder.resolve("other-trust"));
        String trusted = Files.readString(world.trust().resolve("trust.json"));
        JsonNode keys = new JsonMapper().readTree(trusted);
        Files.writeString(trust.resolve("trust.json"), new JsonMapper().createObjectNode()
                .put("owner", keys.path("coordinator").asText()).put("coordinator", keys.path("owner").asText())
                .toString());
        Path model = folder.resolve("model");
        String said = world.admin().fails(2, "models", "pull", "small-pair", "--trust", trust, "--out", model);
        assertTrue(said.contains("wrong-signer"), said);
        assertFalse(Files.exists(model));
    }

    @Test
    void aDeviceThatEnrolledNeedsNoTokenAfterARestartOfBothSides() throws Exception {
        world.startRun("--set", "train.rounds=1");
        Future<String> one = background(world.deviceWithToken(0));
        Future<String> other = background(world.deviceWithToken(1));
        one.get();
        other.get();
        world.restart();
        byte[] identity = Files.readAllBytes(folder.resolve("d0/identity.key"));
        String said = new Console().ok(world.device(0, "--data", world.experiment));
        assertTrue(said.contains("version 1"), said);
        assertArrayEquals(identity, Files.readAllBytes(folder.resolve("d0/identity.key")));
    }

    private Object[] staying(int index) {
        return Stream.of(world.deviceWithToken(index)).filter(word -> !word.equals("--once")).toArray();
    }

    @Test
    void aDeviceEndsWithItsRunsWhereItIsToldOnceAndStaysForTheNextOneOtherwise() throws Exception {
        String run = world.startRun("--set", "train.rounds=1");
        Future<String> staying = background(staying(0));
        Future<String> once = background(world.deviceWithToken(1));
        world.admin().ok("runs", "watch", run);
        assertTrue(once.get().contains("version 1"), once.get());
        String next = world.startRun("--set", "train.rounds=1");
        Future<String> again = background(world.device(1, "--data", world.experiment));
        world.admin().ok("runs", "watch", next);
        again.get();
        assertFalse(staying.isDone(), "it waits for a third run");
    }

    @Test
    void aDeviceThatLearnedNothingOfARunThatWasStoppedEndsWithOne() throws Exception {
        String run = world.startRun();
        while (!world.admin().ok("models", "list").contains("small-pair")) {
            Thread.onSpinWait();
        }
        world.admin().ok("runs", "stop", run);
        Console device = new Console();
        assertEquals(1, device.run(world.deviceWithToken(0)));
        assertTrue(device.said().contains("nothing was learned"), device.said());
    }

    /** A run for which there are too few devices; its first round is abandoned after a second. */
    private String runWithoutDevices(int rounds) {
        return world.startRun("--set", "round.selection=1s", "--set", "round.maxAbandoned=1", "--set",
                "train.rounds=" + rounds);
    }

    @ParameterizedTest
    @CsvSource({"failed, 1", "paused, 3"})
    void aDeviceThatIsToldOnceEndsWithOneWhereTheRunFailedOrIsPausedAndNothingWasLearned(String status, int rounds)
            throws Exception {
        String run = runWithoutDevices(rounds);
        Console device = new Console();
        assertEquals(1, device.run(world.deviceWithToken(0)));
        assertTrue(device.said().contains("nothing was learned"), device.said());
        assertEquals(status, show(run).path("status").asText());
    }

    @Test
    void whatADeviceLearnedBeforeCountsWhereTheRunIsPaused() throws Exception {
        world.startRun("--set", "train.rounds=1");
        Future<String> one = background(world.deviceWithToken(0));
        Future<String> other = background(world.deviceWithToken(1));
        one.get();
        other.get();
        String run = runWithoutDevices(3);
        String said = new Console().ok(world.device(0, "--data", world.experiment));
        assertTrue(said.contains("this device holds model 'small-pair' version 1"), said);
        assertEquals("paused", show(run).path("status").asText());
    }

    @Test
    void aDeviceWithoutAGoodTokenIsToldHowToGetOne() throws Exception {
        String said = new Console().fails(2, world.device(0, "--data", world.experiment));
        assertTrue(said.contains("./tributary tokens create"), said);
        said = new Console().fails(2, world.device(0, "--data", world.experiment, "--token", "guess"));
        assertTrue(said.contains("unauthenticated") && !said.contains("guess"), said);
    }

    @Test
    void aRevokedDeviceEndsInWords() throws Exception {
        Future<String> said = failing(world.deviceWithToken(0));
        while (!world.admin().ok("devices", "list").contains("d0")) {
            Thread.onSpinWait();
        }
        world.admin().ok("devices", "revoke", "d0");
        assertTrue(said.get().contains("revoked this device"), said.get());
        assertFalse(world.admin().ok("devices", "list", "--json").contains("\"revoked\":null"));
    }

    @Test
    void dataThatIsNoneOrNotThisDevicesIsSaidBeforeAnythingIsSent() {
        String said = new Console().fails(2, world.device(0, "--data", folder.resolve("nowhere")));
        assertTrue(said.contains("nowhere: is neither a folder nor an experiment"), said);
        said = new Console().fails(2, world.device(2, "--data", world.experiment));
        assertTrue(said.contains("--index is 0..1"), said);
        said = new Console().fails(2, "device", "--coordinator", "http://127.0.0.1:1", "--trust", folder, "--name", "x",
                "--data", world.experiment);
        assertTrue(said.contains("trust.json is not there"), said);
        said = new Console().fails(2, "device", "--coordinator", "http://example.org", "--trust", world.trust(),
                "--name", "x", "--directory", folder.resolve("x"), "--data", world.experiment);
        assertTrue(said.contains("https://host"), said);
        said = new Console().fails(2, "device", "--coordinator", "http://127.0.0.1:1", "--trust", world.trust(),
                "--name", "../x", "--data", world.experiment);
        assertTrue(said.contains("device"), said);
        assertEquals("DEVICE  STATE  SEEN  RUN  ROUND  CERTIFICATE UNTIL  REVOKED  CLIENT  NOTE\n",
                world.admin().ok("devices", "list"));
    }
}
