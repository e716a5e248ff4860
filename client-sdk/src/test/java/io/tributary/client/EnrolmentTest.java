package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.Fault;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a device gets its certificate, keeps it and renews it. */
final class EnrolmentTest extends TrialTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private int calls(String call) {
        return trial.coordinator.calls(call).size();
    }

    private void certifyFrom(Duration ago, Duration life) {
        long issued = trial.time.instant().minus(ago).toEpochMilli();
        trial.coordinator.sessions.certifies(issued, issued + life.toMillis());
    }

    @Test
    void itShowsItsEnrolmentTokenOnce() throws Exception {
        trial.coordinator.sessions.enrolsWith("one-time-token");
        try (FederatedClient client = builder().enrolmentToken("one-time-token").build()) {
            client.run();
            assertFalse(client.toString().contains("one-time-token"));
        }
        try (FederatedClient again = builder().build()) {
            again.run();
        }
        assertEquals(1, calls("POST /v1/enrolments"));
    }

    /** Each file costs two syncs, and a device that is never asked needs no others. */
    @Test
    void leavesNoKeysForWhatTheDeviceDoesNotKeepYet() throws Exception {
        try (FederatedClient client = builder().build()) {
            client.run();
        }
        assertTrue(Files.exists(directory.resolve("identity.key")));
        assertFalse(Files.exists(directory.resolve("journal.key")));
        assertFalse(Files.exists(directory.resolve("state.key")));
    }

    @Test
    void anEnrolmentThatFindsNoPlaceIsTriedAgainAfterAPause() throws Exception {
        trial.coordinator.fail("POST /v1/enrolments", Fault.refuse(Reason.UNAVAILABLE));
        try (FederatedClient client = builder().enrolmentToken("one-time-token").build()) {
            client.run();
        }
        assertEquals(2, calls("POST /v1/enrolments"));
        assertTrue(trial.time.pauses().get(0).toMillis() > 0);
    }

    @Test
    void aCertificateIsRenewedOnceTwoThirdsOfItsTimeAreOver() throws Exception {
        certifyFrom(Duration.ofDays(59), Duration.ofDays(90));
        try (FederatedClient client = builder().build()) {
            client.run();
        }
        assertEquals(0, calls("POST /v1/certificates"));
        trial.time.advance(Duration.ofMillis(DAY));
        trial.coordinator.sessions.certifies(trial.time.instant().toEpochMilli(),
                trial.time.instant().toEpochMilli() + DAY);
        try (FederatedClient client = builder().build()) {
            client.run();
        }
        assertEquals(1, calls("POST /v1/certificates"));
        try (FederatedClient client = builder().build()) {
            client.run();
        }
        assertEquals(1, calls("POST /v1/certificates"));
        assertEquals(1, calls("POST /v1/enrolments"));
    }

    @Test
    void anEndedCertificateIsNotShownAndTheDeviceEnrolsAgain() throws Exception {
        certifyFrom(Duration.ZERO, Duration.ofDays(90));
        try (FederatedClient client = builder().build()) {
            client.run();
        }
        trial.time.advance(Duration.ofDays(90));
        certifyFrom(Duration.ZERO, Duration.ofDays(90));
        try (FederatedClient client = builder().build()) {
            client.run();
        }
        assertEquals(2, calls("POST /v1/enrolments"));
        assertEquals(2, trial.coordinator.messages(DeviceMessage.CheckIn.class).size());
    }

    @Test
    void everySessionIsOpenedByAProofOfItsOwn() throws Exception {
        trial.coordinator.fail("POST /v1/messages", Fault.refuse(Reason.UNAUTHENTICATED));
        try (FederatedClient client = builder().build()) {
            client.run();
        }
        assertEquals(2, trial.coordinator.sessions.granted().size());
    }
}
