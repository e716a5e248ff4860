package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import io.tributary.client.fake.FakeCoordinator;
import io.tributary.client.fake.Fault;
import io.tributary.client.fake.Killed;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReport;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that is cut off or killed goes on with what it sealed, or gives it up; it never trains it again or sends another. */
@Timeout(120)
final class ResumeTest extends TrialTest {
    private static final int TOTAL = (int) World.SIZES.totalBytes();
    private static final int CHUNK = World.SIZES.chunkBytes(0);
    private static final Set<Phase> AFTER_SEALING = Set.of(Phase.UPLOAD, Phase.REPORT);

    /** Runs a client that is killed when it tells of this step's beginning or end. */
    private void killedAt(Phase phase, Class<? extends ClientEvent> moment) throws Exception {
        try (FederatedClient client = builder().unguarded(event -> {
            if (event.phase() == phase && moment.isInstance(event)) {
                throw new Killed();
            }
        }).build()) {
            assertEquals(Killed.class, assertThrows(IllegalStateException.class, client::run).getCause().getClass());
        }
    }

    /** Runs a client that is killed where it would wait before its next try. */
    private void killedInItsFirstWait() throws Exception {
        try (FederatedClient client = builder().pause(time -> {
            throw new Killed();
        }).build()) {
            assertThrows(IllegalStateException.class, client::run);
        }
    }

    private List<DeviceMessage.Report> reports() {
        return trial.coordinator.messages(DeviceMessage.Report.class);
    }

    /** One update was uploaded and reported, as it was trained; perhaps reported twice, in the same words. */
    private void oneUpdateCounts() {
        assertEquals(1, trial.coordinator.uploads().size());
        Set<DeviceMessage.Report> different = new HashSet<>(reports());
        assertEquals(1, different.size(), different::toString);
        DeviceMessage.Report report = different.iterator().next();
        assertEquals(32, World.content(report).weight());
        assertArrayEquals(Trial.delta(),
                trial.world.open(report, trial.coordinator.uploads().get(World.content(report).uploadId())));
    }

    static Stream<Arguments> moments() {
        return Stream.of(Phase.FETCH, Phase.TRAIN, Phase.SEAL, Phase.UPLOAD, Phase.REPORT)
                .flatMap(phase -> Stream.of(ClientEvent.Started.class, ClientEvent.Finished.class)
                        .map(moment -> Arguments.of(phase, moment)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("moments")
    void aDeviceThatIsKilledAtAStepGoesOnAndItsUpdateCountsOnce(Phase phase, Class<? extends ClientEvent> moment)
            throws Exception {
        boolean end = moment.equals(ClientEvent.Finished.class);
        boolean sealed = AFTER_SEALING.contains(phase) || (phase == Phase.SEAL && end);
        boolean trained = sealed || phase == Phase.SEAL || (phase == Phase.TRAIN && end);
        trial.coordinator.offer(1, 0, trial.deadline());
        killedAt(phase, moment);
        if (!sealed) {
            trial.coordinator.offer(1, 0, trial.deadline());
        }
        runToEnd();
        oneUpdateCounts();
        assertEquals(trained && !sealed ? 2 : 1, trial.tasks.size(), "what is sealed is not trained again");
        assertEquals(List.of(), trial.events.failures());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anUploadCutAtRandomBytesResendsAtMostAChunkMoreThanWasLost(long seed) throws Exception {
        Random random = new Random(seed);
        int cut = 1 + random.nextInt(TOTAL - 1);
        int next = 1 + random.nextInt((int) (TOTAL - FakeCoordinator.stop(cut)) - 1);
        trial.coordinator.cutUploadAfter(cut);
        trial.coordinator.cutUploadAfter(next);
        trial.coordinator.offer(1, 0, trial.deadline());
        runToEnd();
        long first = FakeCoordinator.stop(cut);
        long second = FakeCoordinator.stop(first + next);
        List<Long> expected = Stream.of(first, second).filter(offset -> offset > 0).toList();
        assertEquals(expected, trial.coordinator.resumedAt(), "seed " + seed);
        assertTrue(cut - first <= CHUNK && first + next - second <= CHUNK, "seed " + seed);
        oneUpdateCounts();
        assertEquals(1, trial.tasks.size());
    }

    @Test
    void aDeviceThatIsKilledInMidUploadSendsTheRestInItsNextLife() throws Exception {
        int cut = CHUNK + 1000;
        trial.coordinator.cutUploadAfter(cut);
        trial.coordinator.offer(1, 0, trial.deadline());
        killedInItsFirstWait();
        assertEquals(List.of(), trial.coordinator.resumedAt());
        runToEnd();
        assertEquals(List.of(FakeCoordinator.stop(cut)), trial.coordinator.resumedAt());
        oneUpdateCounts();
        assertEquals(1, trial.tasks.size());
    }

    @Test
    void aDeviceWhoseCoordinatorLostWhatItHadBeginsAnew() throws Exception {
        trial.coordinator.cutUploadAfter(CHUNK + 1000);
        trial.coordinator.offer(1, 0, trial.deadline());
        killedInItsFirstWait();
        trial.coordinator.losePartialUploads();
        runToEnd();
        assertEquals(List.of(), trial.coordinator.resumedAt());
        oneUpdateCounts();
        assertEquals(1, trial.tasks.size());
    }

    @Test
    void aClientThatIsClosedInMidUploadGoesOnWhenItIsBuiltAgain() throws Exception {
        trial.coordinator.cutUploadAfter(CHUNK + 1000);
        trial.coordinator.offer(1, 0, trial.deadline());
        CountDownLatch waiting = new CountDownLatch(1);
        try (FederatedClient client = builder().pause(time -> {
            waiting.countDown();
            new CountDownLatch(1).await();
        }).build()) {
            client.start();
            assertTrue(waiting.await(30, TimeUnit.SECONDS));
        }
        runToEnd();
        oneUpdateCounts();
        assertEquals(1, trial.tasks.size());
    }

    @Test
    void anUpdateWhoseDeadlinePassedWhileTheDeviceWasDeadIsGivenUp() throws Exception {
        trial.coordinator.cutUploadAfter(1000);
        trial.coordinator.offer(1, 0, trial.deadline());
        killedInItsFirstWait();
        trial.time.advance(Duration.ofMinutes(2));
        trial.coordinator.offer(2, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(Reason.LATE, trial.events.reasons().get(0));
        assertEquals(List.of(2), trial.coordinator.rounds.reports().stream().map(UpdateReport::round).toList());
        assertEquals(List.of(1, 2), trial.tasks.stream().map(task -> task.round()).toList());
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"LATE", "WRONG_ROUND", "NOT_SELECTED", "ALREADY_REPORTED"})
    void anUpdateWhoseRoundEndedWhileTheDeviceWasDeadIsGivenUp(Reason reason) throws Exception {
        trial.coordinator.cutUploadAfter(1000);
        trial.coordinator.offer(1, 0, trial.deadline());
        killedInItsFirstWait();
        int puts = trial.coordinator.calls("PUT").size();
        trial.coordinator.fail("HEAD", Fault.refuse(reason));
        runUntilIdle(builder());
        assertEquals(List.of(reason), trial.events.reasons());
        assertEquals(puts, trial.coordinator.calls("PUT").size());
        assertEquals(List.of(), reports());
        assertEquals(1, trial.tasks.size());
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"UNAVAILABLE", "NO_ROOM", "WRONG_OFFSET", "NOT_FOUND"})
    void aRestThatIsRefusedForNowIsAskedForAgain(Reason reason) throws Exception {
        trial.coordinator.cutUploadAfter(CHUNK + 1000);
        trial.coordinator.fail("PATCH", Fault.refuse(reason));
        trial.coordinator.offer(1, 0, trial.deadline());
        runToEnd();
        assertEquals(2, trial.coordinator.calls("HEAD").size());
        oneUpdateCounts();
    }
}
