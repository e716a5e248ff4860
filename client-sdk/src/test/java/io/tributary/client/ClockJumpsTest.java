package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.fake.Fault;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A device's own clock that is set while it works, by hours and either way, changes no deadline and no wait: those are time that passes. */
final class ClockJumpsTest extends TrialTest {
    private static final String UPLOAD = "PUT /v1/runs";
    private static final Duration ROUND = Duration.ofSeconds(60);

    /** How far the clock is off, each time that it is read. */
    interface Jumps {
        Duration at(int reading);
    }

    static Stream<Named<Jumps>> jumps() {
        return Stream.of(Named.of("ahead, once", reading -> Duration.ofHours(reading < 3 ? 0 : 5)),
                Named.of("back, once", reading -> Duration.ofHours(reading < 3 ? 0 : -5)),
                Named.of("ahead with every look", Duration::ofHours),
                Named.of("back with every look", reading -> Duration.ofHours(-reading)),
                Named.of("to and fro", reading -> Duration.ofHours(reading % 2 == 0 ? 7 : -7)));
    }

    private ClientBuilder jumping(Jumps jumps) {
        AtomicInteger readings = new AtomicInteger();
        InstantSource own = () -> trial.time.instant().plus(jumps.at(readings.getAndIncrement()));
        return builder().clock(own, trial.time);
    }

    private int reports() {
        return trial.coordinator.messages(DeviceMessage.Report.class).size();
    }

    @ParameterizedTest
    @MethodSource("jumps")
    void roundsArePlayed(Jumps jumps) throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        runUntilIdle(jumping(jumps));
        assertEquals(List.of(), trial.events.reasons());
        assertEquals(2, reports());
    }

    @ParameterizedTest
    @MethodSource("jumps")
    void aRoundIsGivenUpWhenItsTimeHasPassedAndNoSoonerOrLater(Jumps jumps) throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.failAlways(UPLOAD, Fault.refuse(Reason.UNAVAILABLE));
        Instant begin = trial.time.instant();
        AtomicReference<Instant> end = new AtomicReference<>(begin);
        runUntilIdle(jumping(jumps).listener(event -> {
            trial.events.on(event);
            if (event instanceof ClientEvent.Failed) {
                end.set(trial.time.instant());
            }
        }));
        assertEquals(List.of(Reason.UNAVAILABLE), trial.events.reasons());
        Duration waited = Duration.between(begin, end.get());
        assertTrue(waited.compareTo(ROUND) < 0 && waited.compareTo(ROUND.dividedBy(2)) > 0, waited::toString);
    }

    @ParameterizedTest
    @MethodSource("jumps")
    void aWaitThatIsAskedForLastsAsLong(Jumps jumps) throws Exception {
        trial.coordinator.fail(UPLOAD, request -> {
            request.response().putHeader("retry-after", "7");
            Fault.refuse(Reason.UNAVAILABLE).answer(request);
        });
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(jumping(jumps));
        Duration waited = trial.time.pauses().get(0);
        assertTrue(waited.compareTo(Duration.ofSeconds(7)) >= 0 && waited.compareTo(Duration.ofSeconds(10)) <= 0,
                waited::toString);
        assertEquals(1, reports());
    }
}
