package io.tributary.coordinator;

import static io.tributary.coordinator.EnrolmentTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.secureagg.identity.PossessionProof;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that was let in at one member, or put out, is so at the other. */
class MembersShareSessionsTest {
    private TestCoordinator one;
    private TestCoordinator two;
    private TestDevice ann;

    @BeforeEach
    void startTwo() throws Exception {
        TestCoordinator alone;
        try (TestCoordinator closed = TestCoordinator.start(InstantSource.system(),
                AccessOptions.product().toBuilder().limits(Optional.empty()).build())) {
            alone = closed;
        }
        ClusterSettings settings = ClusterSettings
                .loopback("sessions-" + UUID.randomUUID().toString().substring(0, 8), "one");
        one = alone.member(settings);
        two = alone.member(new ClusterSettings(settings.cluster(), "two", settings.host(), 0,
                List.of(one.coordinator().memberAddress()), settings.joinWait()));
        ann = TestDevice.enrolled(one, "ann", one.enrolmentToken());
    }

    @AfterEach
    void stop() {
        two.close();
        one.close();
    }

    private void operator(String method, String path) throws Exception {
        TestCoordinator.expect(204, one.operator(method, path, new byte[0]));
    }

    private static Reason said(TestDevice device) throws Exception {
        return TestDevice.problem(device.trySay(new DeviceMessage.CheckIn(device.id()))).code();
    }

    @Test
    void aSessionOfOneMemberIsGoodAtTheOther() throws Exception {
        ann.checkIn();
        ann.visiting(two).checkIn();
        ann.visiting(one).checkIn();
    }

    @Test
    void aProofThatOneMemberTookIsRefusedByTheOther() throws Exception {
        PossessionProof proof = ann.proof();
        assertEquals(200, ann.tryOpen(proof).statusCode());

        refused(Reason.UNAUTHENTICATED, ann.visiting(two).tryOpen(proof));
    }

    @Test
    void aDeviceThatWasRevokedAtOneMemberIsOutAtTheOtherAndInAgainWhenItIsRestored() throws Exception {
        ann.visiting(two).checkIn();
        operator("DELETE", "/v1/devices/ann");
        TestCoordinator.await("it is out", () -> ann.trySay(new DeviceMessage.CheckIn("ann")).statusCode() != 200);
        assertEquals(Reason.REVOKED, said(ann));
        refused(Reason.REVOKED, ann.tryOpen(ann.proof()));

        operator("POST", "/v1/devices/ann/restore");
        TestCoordinator.await("it may open a session", () -> ann.tryOpen(ann.proof()).statusCode() == 200);
        assertEquals(Reason.SUPERSEDED, said(ann));
        ann.movedTo(two).checkIn();
        ann.visiting(one).checkIn();
    }
}
