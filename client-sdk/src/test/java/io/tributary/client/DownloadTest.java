package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.fake.FakeCoordinator.Fault;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.protocol.message.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks are named by their content, and travel once. */
final class DownloadTest {
    private static final String CHUNKS = "GET /v1/models/digits/chunks/";
    @TempDir
    Path directory;
    private final Trial trial = new Trial();

    @AfterEach
    void close() {
        trial.close();
    }

    private void run() throws Exception {
        try (FederatedClient client = trial.client(directory).clock(trial.time).pause(trial.time).build()) {
            client.run();
        }
    }

    private int fetched() {
        return trial.coordinator.calls(CHUNKS).size();
    }

    @Test
    void onlyTheChunksThatChangedAreFetched() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.world.publish(World.vector(1));
        trial.coordinator.offer(2, 1, trial.deadline());
        run();
        assertEquals(3 + 1, fetched());
        assertArrayEquals(World.vector(1), trial.tasks.get(1).model());
    }

    @Test
    void nothingIsFetchedTwiceForTheSameVersion() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        run();
        assertEquals(3, fetched());
        assertEquals(1, trial.coordinator.calls("GET /v1/models/digits/versions").size());
        assertEquals(1, trial.coordinator.calls("GET /v1/runs").size());
        assertEquals(2, trial.tasks.size());
    }

    @Test
    void aRestartFetchesNothingThatIsOnDiskAndEnrolsNoSecondTime() throws Exception {
        run();
        trial.coordinator.offer(1, 0, trial.deadline());
        run();
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
        trial.coordinator.idleAtEnd();
        try (FederatedClient client = trial.client(directory).clock(trial.time).pause(trial.time).build()) {
            client.start();
            trial.time.awaitIdle();
        }
        assertEquals(List.of(Reason.NOT_FOUND), trial.events.reasons());
        trial.coordinator.healAll();
        run();
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
        run();
        try (Stream<Path> files = Files.list(directory.resolve("models").resolve(World.MODEL))) {
            String hash = trial.world.manifest(3).hash();
            assertEquals(Set.of("version.json", hash + ".chunks", hash + ".plan.json"),
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
        run();
        try (Stream<Path> files = Files.list(directory.resolve("models").resolve(World.MODEL))) {
            assertEquals(3, files.count());
        }
    }
}
