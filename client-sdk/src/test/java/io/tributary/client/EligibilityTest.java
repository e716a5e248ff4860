package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.eligibility.Conditions;
import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.message.DeviceMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A device takes part only while its conditions are what its policy asks for. */
final class EligibilityTest extends TrialTest {
    private static final long ROOM = 1L << 40;
    private static final Conditions FIT = new Conditions(OptionalInt.of(80), false, false, false, ROOM);
    private static final Conditions EMPTY = new Conditions(OptionalInt.of(12), false, false, false, ROOM);
    private static final Conditions METERED = new Conditions(OptionalInt.of(80), false, true, false, ROOM);
    private final AtomicReference<Conditions> conditions = new AtomicReference<>(FIT);

    private ClientBuilder device() {
        return builder().conditions(conditions::get);
    }

    /** Trains, while the conditions become these. */
    private LocalTrainer trainerUntil(Conditions worse) {
        return task -> {
            conditions.set(worse);
            return trial.trainer().train(task);
        };
    }

    private List<String> declines() {
        return trial.coordinator.messages(DeviceMessage.Decline.class).stream().map(DeviceMessage.Decline::why)
                .toList();
    }

    private int reports() {
        return trial.coordinator.messages(DeviceMessage.Report.class).size();
    }

    @Test
    void aDeviceThatIsNotEligibleDoesNotCheckInSaysWhatIsMissingAndLooksAgain() throws Exception {
        Instant charged = trial.time.instant().plus(Duration.ofMinutes(10));
        trial.coordinator.offer(1, 0, charged.plusSeconds(120).toEpochMilli());
        runUntilIdle(builder().conditions(() -> trial.time.instant().isBefore(charged) ? EMPTY : FIT));
        List<ClientEvent.Ineligible> told = trial.events.of(ClientEvent.Ineligible.class);
        assertEquals(new ClientEvent.Ineligible(Phase.CHECK_IN, "", 0,
                List.of("the battery is at 12 % and must be charging or at 40 %")), told.get(0));
        assertEquals(1, reports());
        assertTrue(told.size() > 8 && told.size() < 40, "it looked " + told.size() + " times in ten minutes");
        assertEquals(trial.time.pauses().size(), told.size());
        Duration longest = trial.time.pauses().stream().max(Duration::compareTo).orElseThrow();
        assertTrue(longest.compareTo(Duration.ofSeconds(72)) <= 0, longest::toString);
        assertEquals(List.of(), trial.events.failed());
    }

    @Test
    void aRoundIsDeclinedInWordsWhenPowerOrNetworkGotWorseDuringTraining() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        try (FederatedClient client = device().trainer(trainerUntil(METERED)).build()) {
            trial.coordinator.rounds.onDecline(() -> conditions.set(FIT));
            trial.coordinator.idleAtEnd();
            client.start();
            trial.time.awaitIdle();
        }
        assertEquals(List.of("not-eligible: not eligible any more: the network is metered and must not be"),
                declines());
        assertEquals(List.of(Phase.TRAIN), trial.events.failed());
        assertEquals(0, reports());
        assertEquals(List.of(), trial.coordinator.calls("PUT /v1/runs"));
    }

    @Test
    void aDeviceThatFinishesWhatItBeganReportsAllTheSame() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.rounds.onReport((report, sealed) -> conditions.set(FIT));
        runUntilIdle(device().trainer(trainerUntil(METERED)).eligibility(EligibilityPolicy.DEFAULT.withFinishes(true)));
        assertEquals(List.of(), declines());
        assertEquals(1, reports());
    }

    @Test
    void aSealedUpdateIsDeliveredWhateverTheConditions() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.rounds.onReport((report, sealed) -> conditions.set(FIT));
        runUntilIdle(device().listener(event -> {
            trial.events.on(event);
            if (event instanceof ClientEvent.Finished && event.phase() == Phase.SEAL) {
                conditions.set(EMPTY);
            }
        }));
        assertEquals(List.of(), declines());
        assertEquals(1, reports());
    }

    @Test
    void aModelThatFindsNoRoomIsDeclinedBeforeItIsFetched() throws Exception {
        conditions.set(new Conditions(OptionalInt.empty(), false, false, true, 64L << 20));
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.rounds.onDecline(() -> conditions.set(FIT));
        runUntilIdle(device());
        assertEquals(List.of(
                "not-eligible: the plan does not fit this device: 64 MiB of storage are free and 66 MiB are needed"),
                declines());
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models"));
    }

    @Test
    void aProviderThatThrowsKeepsTheDeviceOutAndAlive() throws Exception {
        Instant mended = trial.time.instant().plusSeconds(30);
        trial.coordinator.offer(1, 0, mended.plusSeconds(120).toEpochMilli());
        runUntilIdle(builder().conditions(() -> {
            if (trial.time.instant().isBefore(mended)) {
                throw new IllegalStateException("no battery service");
            }
            return FIT;
        }));
        assertEquals(List.of("the conditions cannot be told: java.lang.IllegalStateException: no battery service"),
                trial.events.of(ClientEvent.Ineligible.class).get(0).lacks());
        assertEquals(1, reports());
    }
}
