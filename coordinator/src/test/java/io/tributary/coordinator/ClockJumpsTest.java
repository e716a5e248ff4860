package io.tributary.coordinator;

import static io.tributary.coordinator.EnrolmentTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RoundSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A coordinator's clock that is set changes nothing that is a length of time")
class ClockJumpsTest {
    /** A round of one device, which has two minutes. */
    private static final RoundSpec SHORT = new RoundSpec(1, 1, 1, 1, 1, 120, 120);
    private final HandClock clock = new HandClock();
    private final HandClock passing = new HandClock();
    private TestCoordinator coordinator;
    private TestDevice device;

    @BeforeEach
    void start() throws Exception {
        coordinator = TestCoordinator.start(clock, passing, AccessOptions.open());
        device = TestDevice.enrolled(coordinator, "ann");
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    private String state() throws Exception {
        return new String(coordinator.operator("GET", "/v1/devices/ann", new byte[0]).body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void sessionsNoncesAndTheDevicesThatWaitStay(int hours) throws Exception {
        String nonce = device.nonce();
        device.checkIn();
        assertTrue(state().contains("\"waiting\""), state());
        clock.pass(Duration.ofHours(hours));
        assertTrue(state().contains("\"waiting\""), state());
        assertEquals(nonce, device.nonce());
        device.checkIn();
        device.openSession();
        device.checkIn();
    }

    @Test
    void aSessionEndsInItsTimeThoughTheClockWasSetBack() throws Exception {
        clock.pass(Duration.ofHours(-1));
        passing.pass(Duration.ofMinutes(10).minusMillis(1));
        device.checkIn();
        passing.pass(Duration.ofMillis(1));
        refused(Reason.UNAUTHENTICATED, device.trySay(new DeviceMessage.CheckIn("ann")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aRoundIsPlayedToItsEndByTheTimeThatPasses(int days) throws Exception {
        String run = coordinator.startRun(Plans.plan(SHORT, 2));
        RoundOffer offer = device.awaitOffer();
        TestDevice.Sealed update = device.seal(offer, 1);
        clock.pass(Duration.ofDays(days));
        passing.pass(Duration.ofSeconds(100));
        TestCoordinator.expect(204, device.upload(offer, update));
        device.say(device.report(offer, update, 1));
        clock.pass(Duration.ofDays(-2L * days));
        device.takePart(1, 1);
        assertEquals(2, RunOverHttpTest.finished(coordinator, run).modelVersion());
    }

    @Test
    void aProofThatWasUsedIsNotNewAgain() throws Exception {
        String used = device.proof().sign(device.key());
        TestCoordinator.expect(200, device.tryOpen(used));
        for (int minute = 1; minute <= 10; minute++) {
            clock.pass(Duration.ofMinutes(minute % 2 == 0 ? 3 : -3));
            passing.pass(Duration.ofMinutes(1));
            refused(Reason.UNAUTHENTICATED, device.tryOpen(used));
        }
    }
}
