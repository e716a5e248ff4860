package io.tributary.coordinator;

import static io.tributary.coordinator.EnrolmentTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
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
        assertEquals(hours > 0, nonce.equals(device.nonce()),
                "only a clock that is set back makes old proofs new again");
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
}
