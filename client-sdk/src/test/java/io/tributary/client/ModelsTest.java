package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientState;
import io.tributary.client.fake.World;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.RoundOffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client takes part in the runs of the models that it was told, one after the other, and leaves those of others alone. */
@Timeout(120)
final class ModelsTest extends TrialTest {
    private static final String OTHER_RUN = "01900000-0000-7000-8000-000000000009";

    private void offerAnother(int round) {
        RoundOffer own = trial.world.offer(round, 0, trial.deadline());
        trial.coordinator.offer(new RoundOffer(1, OTHER_RUN, round, own.planHash(), "camera", own.modelVersion(),
                own.manifestHash(), own.roundKey(), own.deadline()));
    }

    private ClientBuilder subscribed() {
        return builder().models("thermostat", World.MODEL);
    }

    @Test
    void aRoundOfAnotherModelIsDeclinedAndNothingOfItIsFetched() throws Exception {
        offerAnother(1);
        runUntilIdle(subscribed());
        DeviceMessage.Decline decline = trial.coordinator.messages(DeviceMessage.Decline.class).get(0);
        assertEquals("this device takes part in runs of thermostat, digits, and not of camera", decline.why());
        assertEquals(Reason.NOT_ELIGIBLE, decline.reason());
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/runs"));
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models"));
        assertEquals(List.of("camera"),
                trial.events.of(ClientEvent.Declined.class).stream().map(ClientEvent.Declined::model).toList());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void roundsOfItsModelsFollowEachOtherAndEachVersionIsTold() throws Exception {
        trial.world.publish(World.vector(1));
        trial.coordinator.offer(1, 0, trial.deadline());
        offerAnother(1);
        trial.coordinator.next(new CoordinatorMessage.NoMoreWork(World.RUN, World.MODEL, 1));
        trial.coordinator.next(new CoordinatorMessage.NoMoreWork(OTHER_RUN, "camera", 4));
        trial.coordinator.offer(2, 1, trial.deadline());
        trial.coordinator.idleAtEnd();
        try (FederatedClient client = staying().build()) {
            client.start();
            trial.time.awaitIdle();
            ClientState state = client.state();
            assertEquals(ClientState.Activity.BETWEEN_RUNS, state.activity());
            assertEquals("between runs, after run " + OTHER_RUN, state.words());
        }
        assertEquals(List.of(1, 2), trial.tasks.stream().map(task -> task.round()).toList());
        assertEquals(List.of(0, 1),
                trial.events.of(ClientEvent.Served.class).stream().map(ClientEvent.Served::version).toList());
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models/camera"));
        assertEquals(List.of(), trial.events.failures());
    }

    private ClientBuilder staying() {
        return FederatedClient.builder().coordinator(trial.coordinator.address()).device("device-7")
                .ownerKey(trial.world.owner.publicKey()).coordinatorKey(trial.world.registrar.publicKey())
                .trainer(trial.trainer()).directory(directory).listener(trial.events).clock(trial.time)
                .pause(trial.time).models("thermostat", World.MODEL);
    }

    @Test
    void theMoreRoundsOfOthersItIsOfferedTheLongerItWaits() throws Exception {
        IntStream.rangeClosed(1, 12).forEach(this::offerAnother);
        runUntilIdle(subscribed());
        List<Duration> pauses = trial.time.pauses();
        assertTrue(pauses.get(0).toMillis() >= 400, pauses::toString);
        assertTrue(pauses.get(11).toMillis() >= 8_000 && pauses.get(11).toMillis() <= 12_000, pauses::toString);
        assertEquals(12, trial.coordinator.messages(DeviceMessage.Decline.class).size());
    }

    @Test
    void withoutNamesEveryModelIsTakenPartIn() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(1, trial.coordinator.messages(DeviceMessage.Report.class).size());
    }

    private void tellOf(String model, int version) {
        trial.coordinator.next(new CoordinatorMessage.Wait(5, null,
                new CoordinatorMessage.Wait.Newer(World.RUN, model, version)));
    }

    @Test
    void aNewVersionOfItsModelIsFetchedWhileOthersAreTrained() throws Exception {
        trial.world.publish(World.vector(1));
        tellOf(World.MODEL, 1);
        tellOf(World.MODEL, 1);
        tellOf("camera", 3);
        offerAnother(1);
        runUntilIdle(subscribed());
        assertEquals(List.of(1),
                trial.events.of(ClientEvent.Served.class).stream().map(ClientEvent.Served::version).toList());
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models/camera"));
        List<DeviceMessage.CheckIn> said = trial.coordinator.messages(DeviceMessage.CheckIn.class);
        assertEquals(Map.of(), said.get(0).holds());
        assertEquals(Map.of(World.MODEL, 1), said.get(1).holds());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void theCoordinatorIsToldWhichModelsItTakes() throws Exception {
        runUntilIdle(subscribed());
        assertEquals(List.of("thermostat", World.MODEL),
                trial.coordinator.messages(DeviceMessage.CheckIn.class).get(0).models());
    }

    @Test
    void withoutNamesTheCoordinatorIsToldNothing() throws Exception {
        runUntilIdle(builder());
        assertNull(trial.coordinator.messages(DeviceMessage.CheckIn.class).get(0).models());
    }

    @Test
    void moreNamesThanACheckInMayHaveAreRefused() {
        String[] names = IntStream.range(0, 33).mapToObj(number -> "m-" + number).toArray(String[]::new);
        String message = assertThrows(IllegalArgumentException.class, () -> builder().models(names)).getMessage();
        assertTrue(message.contains("models(): give at most 32 names, not 33"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Camera", "a/b", "a b"})
    void aNameThatNoModelMayHaveIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> builder().models("camera", name));
    }

    @Test
    void noNameAtAllIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> builder().models()).getMessage();
        assertTrue(message.contains("models(): give at least one name"), message);
    }
}
