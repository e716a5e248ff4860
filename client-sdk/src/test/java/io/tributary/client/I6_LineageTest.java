package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.Fault;
import io.tributary.client.fake.Tamper;
import io.tributary.client.fake.World;
import io.tributary.client.serving.AlteredModelException;
import io.tributary.client.serving.EdgeModel;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.ManifestPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("I6 A device serves only a version whose signature and lineage it checked, and never an older one")
final class I6_LineageTest extends TrialTest {
    private static final String LINEAGE = "GET /v1/models/" + World.MODEL + "/lineage";

    /** Runs a client until it is idle; what it serves then. */
    private int servedAfterScript() throws Exception {
        trial.coordinator.idleAtEnd();
        try (FederatedClient client = builder().build()) {
            client.start();
            trial.time.awaitIdle();
            return client.model().map(EdgeModel::version).orElse(-1);
        }
    }

    private void publish(int version) {
        trial.world.publish(World.vector(version));
    }

    @Test
    void followsTheLineageFromVersionToVersion() throws Exception {
        publish(1);
        publish(2);
        for (int version = 0; version <= 2; version++) {
            trial.coordinator.offer(version + 1, version, trial.deadline());
        }
        assertEquals(2, servedAfterScript());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void maySkipVersionsForward() throws Exception {
        publish(1);
        publish(2);
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(3, 2, trial.deadline());
        assertEquals(2, servedAfterScript());
    }

    /** A device that slept: what it skipped is signed, but does not lead back to what it holds. */
    @Test
    void refusesASkippedVersionThatForksFromTheOneItHolds() throws Exception {
        publish(1);
        publish(2);
        publish(3);
        trial.world.replace(1, trial.world.registrar.sign(SignatureContext.MODEL_MANIFEST,
                WireJson.write(Tamper.withParent(trial.world.content(1), "ab".repeat(32)))));
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(4, 3, trial.deadline());
        assertEquals(0, servedAfterScript());
        assertEquals(List.of(Reason.BAD_LINEAGE), trial.events.reasons());
        assertEquals(1, trial.tasks.size());
    }

    /** The newest manifest names the parent that is published; that one is a child of another lineage. */
    @Test
    void refusesAFinalVersionThatForksTwoVersionsBefore() throws Exception {
        publish(1);
        publish(2);
        trial.coordinator.offer(2, 1, trial.deadline());
        SignedDocument forged = trial.world.registrar.sign(SignatureContext.MODEL_MANIFEST,
                WireJson.write(Tamper.withParent(trial.world.content(2), "ab".repeat(32))));
        trial.world.replace(2, forged);
        publish(3);
        trial.coordinator.next(new CoordinatorMessage.NoMoreWork(World.RUN, World.MODEL, 3));
        assertEquals(1, servedAfterScript());
        assertEquals(List.of(Reason.BAD_LINEAGE), trial.events.reasons());
    }

    @Test
    void looksAtEverySkippedManifestAndGoesOnWhereADeadlineCutItShort() throws Exception {
        for (int version = 1; version <= 5; version++) {
            publish(version);
        }
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(5, 4, trial.deadline());
        trial.coordinator.offer(6, 5, trial.deadline());
        trial.coordinator.fail(LINEAGE + "?after=2", Fault.refuse(Reason.NOT_FOUND));
        assertEquals(5, servedAfterScript());
        assertEquals(List.of(Reason.NOT_FOUND), trial.events.reasons());
        assertEquals(List.of("after=0", "after=2", "after=2"), trial.coordinator.calls(LINEAGE).stream()
                .map(call -> call.substring(call.indexOf('?') + 1)).toList());
    }

    /** The first page has a fork, and the second one does not come: the fork is found when it is gone on from. */
    @Test
    void goesOnFromAForkNoMoreThanOnce() throws Exception {
        for (int version = 1; version <= 5; version++) {
            publish(version);
        }
        SignedDocument fork = trial.world.registrar.sign(SignatureContext.MODEL_MANIFEST,
                WireJson.write(Tamper.withSha256(trial.world.content(2), "ab".repeat(32))));
        AtomicBoolean forked = new AtomicBoolean();
        trial.coordinator.alter(LINEAGE + "?after=0", page -> forked.getAndSet(true) ? page
                : WireJson.write(new ManifestPage(List.of(trial.world.manifest(1), fork))));
        trial.coordinator.fail(LINEAGE + "?after=2", Fault.refuse(Reason.NOT_FOUND));
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(5, 4, trial.deadline());
        trial.coordinator.offer(6, 5, trial.deadline());
        trial.coordinator.offer(7, 5, trial.deadline());
        assertEquals(5, servedAfterScript());
        assertEquals(List.of(Reason.NOT_FOUND, Reason.BAD_LINEAGE), trial.events.reasons());
    }

    @Test
    void refusesALineageThatEndsBeforeTheVersionThatIsOffered() throws Exception {
        publish(1);
        publish(2);
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(3, 2, trial.deadline());
        trial.coordinator.alter(LINEAGE, page -> WireJson.write(new ManifestPage(List.of())));
        assertEquals(0, servedAfterScript());
        assertEquals(List.of(Reason.BAD_LINEAGE), trial.events.reasons());
    }

    @Test
    void refusesAnOlderVersion() throws Exception {
        publish(1);
        trial.coordinator.offer(2, 1, trial.deadline());
        trial.coordinator.offer(3, 0, trial.deadline());
        assertEquals(1, servedAfterScript());
        assertEquals(List.of(Reason.BAD_LINEAGE), trial.events.reasons());
        assertEquals(1, trial.tasks.size());
    }

    @Test
    void refusesAnOlderFinalVersion() throws Exception {
        publish(1);
        trial.coordinator.offer(2, 1, trial.deadline());
        trial.coordinator.next(new CoordinatorMessage.NoMoreWork(World.RUN, World.MODEL, 0));
        assertEquals(1, servedAfterScript());
        assertEquals(List.of(Reason.BAD_LINEAGE), trial.events.reasons());
    }

    @Test
    void refusesAnotherManifestForTheVersionItHolds() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator
                .next(Tamper.assignment(trial.world.registrar.sign(SignatureContext.ROUND_OFFER, WireJson.write(
                        Tamper.withVersion(trial.world.offer(2, 0, trial.deadline()), 0, "ab".repeat(32))))));
        assertEquals(0, servedAfterScript());
        assertEquals(List.of(Reason.BAD_LINEAGE), trial.events.reasons());
        assertEquals(1, trial.tasks.size());
    }

    @Test
    void refusesASuccessorWithAnotherParent() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        publish(1);
        SignedDocument bastard = trial.world.registrar
                .sign(SignatureContext.MODEL_MANIFEST,
                        WireJson.write(Tamper.withParent(trial.world.content(1), "ab".repeat(32))));
        trial.world.replace(1, bastard);
        trial.coordinator.offer(2, 1, trial.deadline());
        assertEquals(0, servedAfterScript());
        assertEquals(List.of(Reason.BAD_LINEAGE), trial.events.reasons());
        assertEquals(1, trial.tasks.size());
    }

    @Test
    void remembersTheLineageAcrossRestarts() throws Exception {
        publish(1);
        runToEnd();
        trial.coordinator.offer(3, 0, trial.deadline());
        assertEquals(1, servedAfterScript());
        assertEquals(List.of(Reason.BAD_LINEAGE), trial.events.reasons());
    }

    @Test
    void servesTheKeptModelAfterARestartWithNoNetwork() throws Exception {
        runToEnd();
        trial.coordinator.close();
        try (FederatedClient client = builder().build()) {
            assertArrayEquals(World.vector(0), client.model().orElseThrow().parameters());
        }
    }

    private Path kept(String ending) throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("models").resolve(World.MODEL))) {
            return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
        }
    }

    private Optional<EdgeModel> servedAfterTampering(String ending) throws Exception {
        runToEnd();
        Path file = kept(ending);
        Files.write(file, Tamper.flipped(Files.readAllBytes(file)));
        try (FederatedClient client = builder().build()) {
            return client.model();
        }
    }

    @Test
    void refusesAnAlteredChunkOnDisk() throws Exception {
        assertEquals(Optional.empty(), servedAfterTampering(".chunks"));
        assertEquals(List.of(Reason.HASH_MISMATCH), trial.events.reasons());
    }

    @Test
    void refusesAnAlteredManifestOnDisk() throws Exception {
        assertEquals(Optional.empty(), servedAfterTampering("version.json"));
        assertEquals(1, trial.events.reasons().size());
    }

    @Test
    void refusesAnAlteredPlanOnDisk() throws Exception {
        assertEquals(Optional.empty(), servedAfterTampering(".plan.json"));
        assertEquals(1, trial.events.reasons().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {".chunks", "version.json", ".plan.json"})
    void replacesWhatWasAlteredByTheNextSession(String ending) throws Exception {
        assertEquals(Optional.empty(), servedAfterTampering(ending));
        runToEnd();
        try (FederatedClient client = builder().build()) {
            assertEquals(0, client.model().orElseThrow().version());
        }
    }

    @Test
    void refusesTheModelOfAnotherCoordinatorOnDisk() throws Exception {
        runToEnd();
        try (FederatedClient client =
                trial.client(directory).coordinatorKey(trial.world.stranger.publicKey()).build()) {
            assertEquals(Optional.empty(), client.model());
        }
        assertEquals(List.of(Reason.WRONG_SIGNER), trial.events.reasons());
    }

    @Test
    void fetchesOnlyTheAlteredChunkAgain() throws Exception {
        assertEquals(Optional.empty(), servedAfterTampering(".chunks"));
        int before = trial.coordinator.calls("GET /v1/models/digits/chunks").size();
        trial.coordinator.offer(1, 0, trial.deadline());
        assertEquals(0, servedAfterScript());
        assertEquals(before + 1, trial.coordinator.calls("GET /v1/models/digits/chunks").size());
    }

    @Test
    void refusesToAnswerFromFilesAlteredWhileItRuns() throws Exception {
        try (FederatedClient client = builder().build()) {
            client.run();
            Files.write(kept(".chunks"), Tamper.flipped(Files.readAllBytes(kept(".chunks"))));
            EdgeModel model = client.model().orElseThrow();
            String message = assertThrows(AlteredModelException.class, model::parameters).getMessage();
            assertTrue(message.contains("chunk 1 of 'digits' version 0"), message);
        }
    }
}
