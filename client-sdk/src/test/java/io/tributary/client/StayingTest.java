package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEnd;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientState;
import io.tributary.client.fake.Fault;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client stays for the next run unless it is told to end, and ends in words when it is not let in. */
@Timeout(120)
final class StayingTest extends TrialTest {
    private ClientBuilder staying() {
        return FederatedClient.builder().coordinator(trial.coordinator.address()).device(Trial.DEVICE)
                .ownerKey(trial.world.owner.publicKey()).coordinatorKey(trial.world.registrar.publicKey())
                .trainer(trial.trainer()).directory(directory).listener(trial.events).clock(trial.time)
                .pause(trial.time);
    }

    @Test
    void itTakesPartInTheNextRunAndSaysWhatItWaitsFor() throws Exception {
        trial.coordinator.next(new CoordinatorMessage.NoMoreWork(World.RUN, World.MODEL, 0));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(staying());
        assertEquals(1, trial.coordinator.messages(DeviceMessage.Report.class).size());
        List<String> waited =
                trial.events.of(ClientEvent.Waiting.class).stream().map(ClientEvent.Waiting::run).toList();
        assertEquals(List.of("", World.RUN, World.RUN), waited);
        List<DeviceMessage.CheckIn> asked = trial.coordinator.messages(DeviceMessage.CheckIn.class);
        assertEquals(World.RUN, asked.get(asked.size() - 1).ended(), "it is not told of that end again");
    }

    @Test
    void aCoordinatorThatSaysTheSameEndAgainIsAskedLater() throws Exception {
        for (int i = 0; i < 3; i++) {
            trial.coordinator.next(new CoordinatorMessage.NoMoreWork(World.RUN, World.MODEL, 0));
        }
        runUntilIdle(staying());
        assertTrue(trial.time.pauses().stream().allMatch(pause -> pause.toSeconds() >= 40),
                trial.time.pauses()::toString);
    }

    @Test
    void itStaysAfterRunsThatMadeNoModelAndIsNotToldAgain() throws Exception {
        trial.coordinator.next(new CoordinatorMessage.Wait(5_000, World.RUN));
        trial.coordinator.next(new CoordinatorMessage.Wait(5_000, World.RUN));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(staying());
        assertEquals(1, trial.coordinator.messages(DeviceMessage.Report.class).size());
        assertEquals(List.of("", World.RUN, World.RUN),
                trial.events.of(ClientEvent.Waiting.class).stream().map(ClientEvent.Waiting::run).toList());
        List<DeviceMessage.CheckIn> asked = trial.coordinator.messages(DeviceMessage.CheckIn.class);
        assertEquals(Arrays.asList(null, World.RUN, World.RUN),
                asked.stream().limit(3).map(DeviceMessage.CheckIn::ended).toList());
    }

    @Test
    void oneThatEndsWithTheRunsEndsWhereTheyMadeNoModelAndFetchesNone() throws Exception {
        trial.coordinator.next(new CoordinatorMessage.Wait(5_000, World.RUN));
        runToEnd();
        assertEquals(1, trial.coordinator.messages(DeviceMessage.CheckIn.class).size());
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models"));
        assertEquals(List.of(ClientEnd.RUNS_OVER),
                trial.events.of(ClientEvent.Ended.class).stream().map(ClientEvent.Ended::why).toList());
    }

    @Test
    void manyQuestionsAreOneWait() throws Exception {
        for (int i = 0; i < 20; i++) {
            trial.coordinator.next(new CoordinatorMessage.Wait(20_000));
        }
        runUntilIdle(staying());
        assertEquals(1, trial.events.of(ClientEvent.Waiting.class).size());
        assertEquals(3,
                trial.events.of(ClientEvent.Started.class).size() + trial.events.of(ClientEvent.Finished.class).size(),
                "enrolling began and ended, checking in began");
    }

    @Test
    void aDeviceThatWaitsSendsNothingButItsCheckInsAndNoneBeforeItsTime() throws Exception {
        for (int i = 0; i < 40; i++) {
            trial.coordinator.next(new CoordinatorMessage.Wait(10_000));
        }
        Instant begin = trial.time.instant();
        runUntilIdle(staying());
        Duration waited = Duration.between(begin, trial.time.instant());
        int asked = trial.coordinator.messages(DeviceMessage.CheckIn.class).size();
        assertTrue(asked > 40, "asked " + asked);
        assertTrue(asked <= waited.toMillis() / 8_000 + 1, asked + " in " + waited);
        assertEquals(1, trial.coordinator.calls("POST /v1/enrolments").size());
        assertEquals(trial.coordinator.sessions.granted().size(), trial.coordinator.calls("POST /v1/sessions").size());
        assertTrue(trial.coordinator.sessions.granted().size() <= 1 + waited.toMinutes() / 9,
                "a session lives ten minutes");
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"UNAUTHENTICATED", "EXPIRED", "TOKEN_USED", "DEVICE_TAKEN", "REVOKED"})
    void aDeadTokenEndsItAtOnceAndSaysWhy(Reason reason) throws Exception {
        trial.coordinator.failAlways("POST /v1/enrolments", Fault.refuse(reason));
        try (FederatedClient client = staying().build()) {
            assertEquals(reason, assertThrows(DeniedException.class, client::run).reason());
            assertEquals(ClientState.Activity.ENDED, client.state().activity());
        }
        assertEquals(1, trial.coordinator.calls("POST /v1/enrolments").size());
        assertEquals(List.of(ClientEnd.DENIED),
                trial.events.of(ClientEvent.Ended.class).stream().map(ClientEvent.Ended::why).toList());
    }

    @Test
    void sessionsThatAreRefusedEndItAfterSomeTries() throws Exception {
        trial.coordinator.failAlways("POST /v1/sessions", Fault.refuse(Reason.UNAUTHENTICATED));
        try (FederatedClient client = staying().build()) {
            assertEquals(Reason.UNAUTHENTICATED, assertThrows(DeniedException.class, client::run).reason());
        }
        assertTrue(trial.events.failures().size() >= 5, "not at the first refusal: a clock may be put right");
    }

    @Test
    void otherFailuresNeverEndIt() throws Exception {
        for (int i = 0; i < 40; i++) {
            trial.coordinator.fail("POST /v1/sessions", i % 2 == 0 ? Fault.drop() : Fault.refuse(Reason.SUPERSEDED));
        }
        trial.coordinator.offer(1, 0, trial.deadline() + 10_000_000);
        runUntilIdle(staying());
        assertEquals(1, trial.coordinator.messages(DeviceMessage.Report.class).size());
    }
}
