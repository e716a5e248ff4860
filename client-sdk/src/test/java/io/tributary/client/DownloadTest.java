package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.fake.Fault;
import io.tributary.client.fake.Tamper;
import io.tributary.client.fake.World;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CarriedModel;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Chunks are named by their content, and travel once. */
final class DownloadTest extends TrialTest {
    private static final String CHUNKS = "GET /v1/models/digits/chunks/";
    private int fetched() {
        return trial.coordinator.calls(CHUNKS).size();
    }

    @Test
    void onlyTheChunksThatChangedAreFetched() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.world.publish(World.vector(1));
        trial.coordinator.offer(2, 1, trial.deadline());
        runToEnd();
        assertEquals(3 + 1, fetched());
        assertArrayEquals(World.vector(1), trial.tasks.get(1).model());
    }

    @Test
    void nothingIsFetchedTwiceForTheSameVersion() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        runToEnd();
        assertEquals(3, fetched());
        assertEquals(1, trial.coordinator.calls("GET /v1/models/digits/versions").size());
        assertEquals(1, trial.coordinator.calls("GET /v1/runs").size());
        assertEquals(2, trial.tasks.size());
    }

    @Test
    void aRestartFetchesNothingThatIsOnDiskAndEnrolsNoSecondTime() throws Exception {
        runToEnd();
        trial.coordinator.offer(1, 0, trial.deadline());
        runToEnd();
        assertEquals(3, fetched());
        assertEquals(1, trial.coordinator.calls("GET /v1/runs").size());
        assertEquals(1, trial.coordinator.calls("POST /v1/enrolments").size());
        assertArrayEquals(World.vector(0), trial.tasks.get(0).model());
    }

    @Test
    void anInterruptedDownloadGoesOnAfterARestart() throws Exception {
        String last = trial.world.content(0).chunks().get(2);
        trial.coordinator.failAlways(CHUNKS + last, Fault.refuse(Reason.NOT_FOUND));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(List.of(Reason.NOT_FOUND), trial.events.reasons());
        trial.coordinator.healAll();
        runToEnd();
        Set<String> distinct = new HashSet<>(trial.coordinator.calls(CHUNKS));
        assertEquals(3, distinct.size());
        assertEquals(3 + 1, fetched(), "the two that had arrived are not fetched again");
    }

    @Test
    void onlyTheNewestVersionStaysOnDisk() throws Exception {
        for (int version = 1; version <= 3; version++) {
            trial.coordinator.offer(version, version - 1, trial.deadline());
            trial.world.publish(World.vector(version));
        }
        runToEnd();
        try (Stream<Path> files = Files.list(directory.resolve("models").resolve(World.MODEL))) {
            String hash = trial.world.manifest(3).hash();
            assertEquals(Set.of("version.json", hash + ".chunks", trial.world.signedPlan().hash() + ".plan.json"),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void anUnfinishedVersionIsDeletedWhenANewerOneComes() throws Exception {
        trial.world.publish(World.vector(1));
        trial.coordinator.failAlways(CHUNKS + trial.world.content(1).chunks().get(2), Fault.refuse(Reason.NOT_FOUND));
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 1, trial.deadline());
        trial.world.publish(World.vector(2));
        runToEnd();
        try (Stream<Path> files = Files.list(directory.resolve("models").resolve(World.MODEL))) {
            assertEquals(3, files.count());
        }
    }

    private void offerWith(SignedDocument manifest, byte[] chunk) {
        SignedDocument offer = trial.world.signing.sign(SignatureContext.ROUND_OFFER,
                WireJson.write(trial.world.offer(1, 0, trial.deadline())));
        trial.coordinator.next(new CoordinatorMessage.Assignment(offer, null, new CarriedModel(manifest, chunk)));
    }

    private byte[] lastChunk() {
        return trial.world.chunk(trial.world.content(0).chunks().get(2));
    }

    @Test
    void whatCameWithTheOfferIsNotFetched() throws Exception {
        offerWith(trial.world.manifest(0), lastChunk());
        runToEnd();
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models/digits/versions"));
        assertEquals(2, fetched(), "the chunk that came is not asked for");
        assertArrayEquals(World.vector(0), trial.tasks.get(0).model());
    }

    @Test
    void whatCameWithTheOfferAndIsNotItsModelIsLeftAlone() throws Exception {
        trial.world.publish(World.vector(1));
        offerWith(trial.world.manifest(1), Tamper.flipped(lastChunk()));
        runToEnd();
        assertEquals(1, trial.coordinator.calls("GET /v1/models/digits/versions/0").size());
        assertEquals(3, fetched() - 1, "all of the version of the offer, and what the last one has else");
        assertArrayEquals(World.vector(0), trial.tasks.get(0).model());
    }

    @Test
    void aManifestThatCameIsVerifiedAsOneThatWasFetched() throws Exception {
        SignedDocument manifest = trial.world.manifest(0);
        offerWith(new SignedDocument(manifest.payload(), new byte[64], manifest.key()), lastChunk());
        runToEnd();
        assertEquals(List.of(Reason.BAD_SIGNATURE), trial.events.reasons());
        assertEquals(0, trial.tasks.size());
    }
}
