package io.tributary.coordinator;

import static io.tributary.coordinator.EnrolmentTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.RateLimits;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who asks too often is told when to ask again. */
class RateLimitTest {
    private final HandClock clock = new HandClock();

    private TestCoordinator start(int perDevice, int perAddress) {
        return TestCoordinator.start(clock,
                AccessOptions.open().toBuilder().limits(Optional.of(new RateLimits(perDevice, perAddress))).build());
    }

    @Test
    void aDeviceThatAsksTooOftenWaitsAndOthersDoNot() throws Exception {
        try (TestCoordinator coordinator = start(2, 1000)) {
            TestDevice ann = TestDevice.enrolled(coordinator, "ann");
            TestDevice bob = TestDevice.enrolled(coordinator, "bob");
            for (int i = 0; i < 4; i++) {
                ann.checkIn();
            }
            HttpResponse<byte[]> limited = ann.trySay(new DeviceMessage.CheckIn("ann"));
            refused(Reason.RATE_LIMITED, limited);
            assertEquals("1", limited.headers().firstValue("retry-after").orElse("none"));
            bob.checkIn();
            clock.pass(Duration.ofSeconds(1));
            ann.checkIn();
            ann.checkIn();
            refused(Reason.RATE_LIMITED, ann.trySay(new DeviceMessage.CheckIn("ann")));
        }
    }

    @Test
    void anAddressThatAsksTooOftenWaitsWhateverItAsks() throws Exception {
        try (TestCoordinator coordinator = start(1000, 3)) {
            for (int i = 0; i < 6; i++) {
                coordinator.get("/v1/nothing");
            }
            refused(Reason.RATE_LIMITED, coordinator.get("/healthz"));
            refused(Reason.RATE_LIMITED, coordinator.operator("GET", "/v1/runs", new byte[0]));
            clock.pass(Duration.ofSeconds(1));
            assertEquals(200, coordinator.get("/healthz").statusCode());
        }
    }
}
