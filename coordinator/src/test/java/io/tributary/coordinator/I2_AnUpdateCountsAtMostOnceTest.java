package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.TestDevice.Sealed;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RoundSpec;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class I2_AnUpdateCountsAtMostOnceTest {
    private TestCoordinator coordinator;
    private TestDevice a;
    private TestDevice b;
    private String run;
    private RoundOffer offer;

    @BeforeEach
    void openRound() throws Exception {
        coordinator = TestCoordinator.start();
        a = TestDevice.enrolled(coordinator, "device-a");
        b = TestDevice.enrolled(coordinator, "device-b");
        run = coordinator.startRun(Plans.plan(new RoundSpec(2, 1, 2, 1, 2, 3600, 3600), 1));
        b.checkIn();
        offer = a.awaitOffer();
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    private void refused(Reason reason, HttpResponse<byte[]> response) throws Exception {
        assertEquals(reason, TestDevice.problem(response).code());
    }

    private Sealed reported(float delta) throws Exception {
        Sealed update = a.seal(offer, delta);
        TestCoordinator.expect(204, a.upload(offer, update));
        a.say(a.report(offer, update, 1));
        return update;
    }

    @Test
    void theSameReportAgainGetsTheSameReceiptBeforeAndAfterTheRoundAndAfterARestart() throws Exception {
        Sealed update = reported(1);
        CoordinatorMessage again = a.say(a.report(offer, update, 1));
        assertTrue(a.read(again).acknowledges(TestReports.content(a.report(offer, update, 1))));
        coordinator.restart();
        a.openSession();
        b.openSession();
        assertEquals(again, a.say(a.report(offer, update, 1)));
        b.takePart(0, 1);
        RunOverHttpTest.finished(coordinator, run);
        assertEquals(again, a.say(a.report(offer, update, 1)));
        assertEquals(0.5f, a.model("test-model", 1)[0]);
        assertProved(update);
        assertEquals(2, coordinator.memory().rounds().accepted(run, 1).size());
    }

    /** The device that has the receipt asks whether its update is in the model. */
    private void assertProved(Sealed update) throws Exception {
        InclusionProof proof = WireJson.readMessage(
                TestCoordinator.expect(200, a.get("/v1/models/test-model/versions/1/inclusion")).body(),
                InclusionProof.class);
        assertEquals(a.report(offer, update, 1).signed(), proof.report());
        assertTrue(proof.leadsTo(a.manifest("test-model", 1).origin().reports()));
        refused(Reason.NOT_FOUND, a.get("/v1/models/test-model/versions/0/inclusion"));
    }

    @Test
    void otherContentAfterAnUpdateWasAcceptedIsRefusedAndNothingOfItIsKept() throws Exception {
        Sealed counted = reported(1);
        Sealed other = a.seal(offer, 2);
        refused(Reason.ALREADY_REPORTED, a.upload(offer, other));
        refused(Reason.ALREADY_REPORTED, a.trySay(a.report(offer, other, 1)));
        refused(Reason.ALREADY_REPORTED, a.trySay(a.report(offer, counted, 2)));
        assertEquals(List.of(object(counted)), coordinator.memory().objects().list("updates"));
    }

    @Test
    void anUploadThatCountsIsNotReplacedByOtherBytesUnderItsId() throws Exception {
        Sealed counted = reported(1);
        Sealed other = counted.with(a.seal(offer, 2).bytes());
        TestCoordinator.expect(204, a.upload(offer, other));
        byte[] kept = new byte[counted.bytes().length];
        try (ObjectReader reader = coordinator.memory().objects().read(object(counted))) {
            reader.read(0, ByteBuffer.wrap(kept));
        }
        assertArrayEquals(counted.bytes(), kept);
    }

    @Test
    void aLaterUploadSupersedesAnEarlierOneThatWasNotReported() throws Exception {
        Sealed first = a.seal(offer, 1);
        Sealed second = a.seal(offer, 2);
        TestCoordinator.expect(204, a.upload(offer, first));
        TestCoordinator.expect(204, a.upload(offer, second));
        assertEquals(List.of(object(second)), coordinator.memory().objects().list("updates"));
        refused(Reason.HASH_MISMATCH, a.trySay(a.report(offer, second.with(first.bytes()), 1)));
        a.say(a.report(offer, second, 1));
    }

    @Test
    void aReportAfterTheRoundIsClosedIsLate() throws Exception {
        Sealed update = a.seal(offer, 1);
        TestCoordinator.expect(204, a.upload(offer, update));
        a.say(new io.tributary.protocol.message.DeviceMessage.Decline("device-a", run, 1, "battery"));
        b.takePart(0.5f, 1);
        RunOverHttpTest.finished(coordinator, run);
        refused(Reason.LATE, a.trySay(a.report(offer, update, 1)));
        refused(Reason.LATE, a.upload(offer, update));
        assertEquals(0.5f, a.model("test-model", 1)[0]);
        assertTrue(coordinator.memory().objects().list("updates").isEmpty());
    }

    private String object(Sealed update) {
        return "updates/" + run + "/1/device-a/" + update.uploadId();
    }
}
