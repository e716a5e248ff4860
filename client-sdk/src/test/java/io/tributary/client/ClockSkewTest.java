package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import io.tributary.client.fake.Fault;
import io.tributary.client.fake.Killed;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deadline is a time of the coordinator's clock; a device whose own differs takes it as time that is left. */
final class ClockSkewTest extends TrialTest {
    private static final Duration ROUND = Duration.ofSeconds(60);

    /** The coordinator's clock is so far ahead of the device's, and a round ends a minute from now. */
    private void skewed(int seconds) {
        trial.coordinator.sessions.clock(() -> trial.time.instant().plusSeconds(seconds));
        trial.coordinator.offer(1, 0, trial.time.instant().plusSeconds(seconds).plus(ROUND).toEpochMilli());
    }

    private int reports() {
        return trial.coordinator.messages(DeviceMessage.Report.class).size();
    }

    @ParameterizedTest
    @ValueSource(ints = {-299, -240, -61, 0, 61, 240, 299})
    void aRoundIsPlayedWhateverTheDistanceOfTheClocks(int seconds) throws Exception {
        skewed(seconds);
        runUntilIdle(builder());
        assertEquals(List.of(), trial.events.reasons());
        assertEquals(1, reports());
    }

    @ParameterizedTest
    @ValueSource(ints = {-240, 0, 240})
    void aRoundIsGivenUpWhenItsTimeIsOverAndNoSoonerOrLater(int seconds) throws Exception {
        skewed(seconds);
        trial.coordinator.failAlways("PUT /v1/runs", Fault.refuse(Reason.UNAVAILABLE));
        Instant begin = trial.time.instant();
        AtomicReference<Instant> end = new AtomicReference<>(begin);
        runUntilIdle(builder().listener(event -> {
            trial.events.on(event);
            if (event instanceof ClientEvent.Failed) {
                end.set(trial.time.instant());
            }
        }));
        assertEquals(List.of(Reason.UNAVAILABLE), trial.events.reasons());
        Duration waited = Duration.between(begin, end.get());
        assertTrue(waited.compareTo(ROUND) < 0, waited::toString);
        assertTrue(waited.compareTo(ROUND.dividedBy(2)) > 0, waited::toString);
    }

    @Test
    void aDeviceThatWasKilledDeliversWhatItSealedToACoordinatorThatIsBehind() throws Exception {
        skewed(-240);
        try (FederatedClient client = builder().unguarded(event -> {
            if (event.phase() == Phase.UPLOAD) {
                throw new Killed();
            }
        }).build()) {
            assertThrows(IllegalStateException.class, client::run);
        }
        runUntilIdle(builder());
        assertEquals(List.of(), trial.events.reasons());
        assertEquals(1, reports());
    }

    @Test
    void aClockThatJumpsDuringASessionIsHeardOfWithTheNextOffer() throws Exception {
        AtomicInteger seconds = new AtomicInteger();
        trial.coordinator.sessions.clock(() -> trial.time.instant().plusSeconds(seconds.get()));
        trial.coordinator.rounds.onReport((report, sealed) -> seconds.set(-240));
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.time.instant().minusSeconds(240).plus(ROUND).toEpochMilli());
        runUntilIdle(builder());
        assertEquals(List.of(), trial.events.reasons());
        assertEquals(2, reports());
    }

    @Test
    void aCoordinatorThatDoesNotTellTheTimeIsMeasuredByTheDevicesClock() throws Exception {
        trial.coordinator.offer(1, 0, trial.time.instant().minusSeconds(1).toEpochMilli());
        trial.coordinator.offer(2, 0, trial.deadline());
        runUntilIdle(builder());
        assertEquals(List.of(Reason.LATE), trial.events.reasons());
        assertEquals(1, reports());
    }
}
