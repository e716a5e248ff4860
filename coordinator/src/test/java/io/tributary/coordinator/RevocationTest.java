package io.tributary.coordinator;

import static io.tributary.coordinator.EnrolmentTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.DeviceView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundOffer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A revoked device is out at once and for ever. */
class RevocationTest {
    private final HandClock clock = new HandClock();
    private TestCoordinator coordinator;

    @BeforeEach
    void start() {
        coordinator =
                TestCoordinator.start(clock, AccessOptions.product().toBuilder().limits(Optional.empty()).build());
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    private TestDevice enrolled(String id) throws Exception {
        return TestDevice.enrolled(coordinator, id, coordinator.enrolmentToken());
    }

    private void revoke(String device) throws Exception {
        TestCoordinator.expect(204, coordinator.operator("DELETE", "/v1/devices/" + device, new byte[0]));
    }

    @Test
    void itsOpenSessionItsProofAndItsKeyAreOfNoUse() throws Exception {
        TestDevice device = enrolled("ann");
        revoke("ann");
        revoke("ann");
        refused(Reason.REVOKED, device.trySay(new DeviceMessage.CheckIn("ann")));
        refused(Reason.REVOKED, device.post("/v1/certificates", new byte[0]));
        refused(Reason.REVOKED, device.tryOpen(device.proof()));
        refused(Reason.REVOKED, device.tryEnrol(coordinator.enrolmentToken()));
        coordinator.restart();
        refused(Reason.UNAUTHENTICATED, device.trySay(new DeviceMessage.CheckIn("ann")));
        refused(Reason.REVOKED, device.tryOpen(device.proof()));
    }

    @Test
    void whatItUploadsInItsRoundDoesNotCount() throws Exception {
        TestDevice device = enrolled("ann");
        coordinator.startRun(Plans.closeAll(1, 1));
        RoundOffer offer = device.awaitOffer();
        TestDevice.Sealed early = device.seal(offer, 0.5f);
        TestDevice.Sealed late = device.seal(offer, 0.5f);
        TestCoordinator.expect(204, device.upload(offer, early));
        revoke("ann");
        refused(Reason.REVOKED, device.upload(offer, late));
        refused(Reason.REVOKED, device.trySay(device.report(offer, early, 1)));
        assertEquals(List.of(), coordinator.memory().rounds().accepted(offer.run(), offer.round()));
    }

    @Test
    void theRoundItWasAskedForDoesNotWaitForIt() throws Exception {
        TestDevice ann = enrolled("ann");
        TestDevice bob = enrolled("bob");
        String run = coordinator.startRun(Plans.closeAll(2, 1));
        ann.checkIn();
        bob.takePart(0.5f, 1);
        assertEquals(RunView.Status.ACTIVE, coordinator.view(run).status());
        revoke("ann");
        TestCoordinator.await("the run is finished", () -> coordinator.view(run).status() == RunView.Status.FINISHED);
        assertEquals(1, coordinator.view(run).history().get(0).reports().accepted());
        assertEquals(1, coordinator.view(run).history().get(0).reports().dropped());
    }

    @Test
    void itsUploadUnderWayIsBrokenOffAndNothingOfItIsKept() throws Exception {
        TestDevice ann = enrolled("ann");
        TestDevice bob = enrolled("bob");
        coordinator.startRun(Plans.closeAll(2, 1));
        ann.checkIn();
        RoundOffer offer = bob.awaitOffer();
        TestDevice.Sealed update = ann.seal(ann.awaitOffer(), 0.5f);
        UploadCalls calls = new UploadCalls(coordinator, ann, offer, update);
        int sent = update.bytes().length - 1;
        try (Socket socket = calls.begin(0, sent)) {
            socket.setSoTimeout(20_000);
            TestCoordinator.await("it is under way", () -> !coordinator.memory().objects().partials().isEmpty());
            revoke("ann");
            socket.getOutputStream().write(update.bytes(), sent, 1);
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 403", answer);
        }
        TestCoordinator.await("nothing of it is kept", () -> coordinator.memory().objects().partials().isEmpty());
        assertEquals(List.of(), coordinator.memory().objects().list("updates/" + offer.run()));
    }

    @Test
    void itWaitsInNoPoolAnyMore() throws Exception {
        TestDevice ann = enrolled("ann");
        TestDevice bob = enrolled("bob");
        TestDevice carl = enrolled("carl");
        coordinator.startRun(Plans.closeAll(2, 1));
        ann.checkIn();
        revoke("ann");
        bob.checkIn();
        carl.checkIn();
        RoundOffer offer = bob.awaitOffer();
        assertEquals(offer, carl.awaitOffer());
    }

    @Test
    void theListTellsWhoIsRevokedAPageAtATime() throws Exception {
        for (String id : List.of("carl", "ann", "bob")) {
            enrolled(id);
        }
        revoke("bob");
        List<DeviceView> all = new ArrayList<>();
        String next = "";
        while (next != null) {
            DevicePage page = WireJson.readMessage(TestCoordinator.expect(200,
                    coordinator.operator("GET", "/v1/devices?limit=2&after=" + next, new byte[0])).body(),
                    DevicePage.class);
            all.addAll(page.devices());
            next = page.next();
        }
        assertEquals(List.of("ann", "bob", "carl"), all.stream().map(DeviceView::device).toList());
        assertNull(all.get(0).revoked());
        assertNotNull(all.get(1).revoked());
    }

    @Test
    void aWrongQuestionIsRefused() throws Exception {
        for (String query : List.of("limit=0", "limit=201", "limit=x", "after=../etc", "limit=-1")) {
            refused(Reason.INVALID_FIELD, coordinator.operator("GET", "/v1/devices?" + query, new byte[0]));
        }
        refused(Reason.NOT_FOUND, coordinator.operator("DELETE", "/v1/devices/nobody", new byte[0]));
        refused(Reason.INVALID_FIELD, coordinator.operator("DELETE", "/v1/devices/(script)", new byte[0]));
    }
}
