package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.protocol.Reason;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A clock that is set back revives nothing that had expired by what the audit log saw, not even after a restart. */
class ClockSetBackTest {
    private final HandClock clock = new HandClock();
    private final TestCoordinator coordinator = TestCoordinator.start(clock, AccessOptions.product());

    @AfterEach
    void close() {
        coordinator.close();
    }

    private void seenLaterThenSetBackBy(Duration time) throws Exception {
        clock.pass(time);
        TestCoordinator.expect(401, coordinator.get("/v1/audit"));
        clock.pass(time.negated());
    }

    private static void refused(HttpResponse<byte[]> answer) throws Exception {
        assertEquals(Reason.EXPIRED, TestDevice.problem(answer).code());
    }

    @Test
    void aCertificateThatHadExpiredOpensNoSession() throws Exception {
        TestDevice device = TestDevice.enrolled(coordinator, "ann", coordinator.enrolmentToken());
        TestCoordinator.expect(200, device.tryOpen(device.proof()));
        seenLaterThenSetBackBy(Duration.ofDays(91));
        refused(device.tryOpen(device.proof()));
        coordinator.restart();
        refused(device.tryOpen(device.proof()));
    }

    @Test
    void anEnrolmentTokenThatHadExpiredEnrolsNobody() throws Exception {
        String token = coordinator.enrolmentToken();
        seenLaterThenSetBackBy(Duration.ofHours(2));
        refused(TestDevice.unknown(coordinator, "ann").tryEnrol(token));
        coordinator.restart();
        refused(TestDevice.unknown(coordinator, "ann").tryEnrol(token));
    }
}
