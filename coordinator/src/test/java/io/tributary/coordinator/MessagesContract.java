package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages by any transport: the same message, the same answer, the same refusal. */
abstract class MessagesContract {
    final HandClock clock = new HandClock();
    TestCoordinator coordinator;
    TestDevice ann;
    RoundOffer offer;
    private CutProxy proxy;
    private Line line;

    /** A transport. */
    interface Line extends AutoCloseable {
        /** Says something; the answer, a {@link CoordinatorMessage} or a {@link Problem}. */
        Object say(byte[] json) throws Exception;

        /** Says something, and waits for no answer. */
        void ask(byte[] json) throws Exception;

        @Override
        void close() throws IOException;
    }

    /** The transport under test, to a coordinator at this address. */
    abstract Line line(URI messages, URI channel) throws Exception;

    /** What a device hears whose session is over. */
    abstract void expectSessionOver(Line line) throws Exception;

    @BeforeEach
    void begin() throws Exception {
        coordinator = TestCoordinator.start(clock, AccessOptions.open());
        ann = TestDevice.enrolled(coordinator, "ann");
        TestDevice bob = TestDevice.enrolled(coordinator, "bob");
        String run = coordinator.startRun(Plans.closeAll(2, 1));
        ann.checkIn();
        bob.awaitOffer();
        offer = ann.awaitOffer();
        assertEquals(run, offer.run());
        proxy = new CutProxy(coordinator.uri("/"));
        line = open();
    }

    private Line open() throws Exception {
        return line(proxy.through(coordinator.uri("/v1/messages")),
                proxy.through(RawChannel.address(coordinator, offer.run(), offer.round())));
    }

    @AfterEach
    void end() throws Exception {
        line.close();
        proxy.close();
        coordinator.close();
    }

    private Object say(DeviceMessage message) throws Exception {
        return line.say(WireJson.write(message));
    }

    private void refused(Reason reason, DeviceMessage message) throws Exception {
        refused(reason, WireJson.write(message));
    }

    private void refused(Reason reason, byte[] json) throws Exception {
        Problem problem = assertInstanceOf(Problem.class, line.say(json));
        assertEquals(reason, problem.code(), problem.detail());
        assertEquals(reason.status(), problem.status());
    }

    private TestDevice.Sealed uploaded() throws Exception {
        TestDevice.Sealed update = ann.seal(offer, 0.5f);
        TestCoordinator.expect(204, ann.upload(offer, update));
        return update;
    }

    private int counted() {
        return coordinator.memory().rounds().accepted(offer.run(), offer.round()).size();
    }

    private void assertAcknowledges(TestDevice.Sealed update, CoordinatorMessage answer) throws Exception {
        assertTrue(ann.read(answer).acknowledges(TestReports.content(ann.report(offer, update, 3))),
                ann.read(answer)::toString);
    }

    @Test
    void theSameReportGetsTheSameReceiptAndCountsOnce() throws Exception {
        TestDevice.Sealed update = uploaded();
        CoordinatorMessage receipt = (CoordinatorMessage) say(ann.report(offer, update, 3));
        assertAcknowledges(update, receipt);
        assertEquals(receipt, say(ann.report(offer, update, 3)));
        assertEquals(1, counted());
    }

    @Test
    void aReportWhoseAnswerWasLostWithTheConnectionIsSaidAgainAndCountsOnce() throws Exception {
        TestDevice.Sealed update = uploaded();
        proxy.loseAnswers();
        line.ask(WireJson.write(ann.report(offer, update, 3)));
        proxy.cutOnceOneIsLost();
        assertEquals(1, counted());
        line.close();
        line = open();
        assertAcknowledges(update, (CoordinatorMessage) say(ann.report(offer, update, 3)));
        assertEquals(1, counted());
    }

    @Test
    void aCheckInIsAnsweredByTheOfferThatTheDeviceHas() throws Exception {
        assertEquals(ann.checkIn(), say(new DeviceMessage.CheckIn("ann")));
    }

    @Test
    void aDeclineIsAnsweredByAWaitHoweverOften() throws Exception {
        DeviceMessage.Decline decline = new DeviceMessage.Decline("ann", offer.run(), offer.round(), "tired");
        assertInstanceOf(CoordinatorMessage.Wait.class, say(decline));
        assertInstanceOf(CoordinatorMessage.Wait.class, say(decline));
        assertInstanceOf(CoordinatorMessage.Wait.class, say(new DeviceMessage.CheckIn("ann")));
    }

    @Test
    void aReportThatDoesNotFitIsRefusedForItsReason() throws Exception {
        TestDevice.Sealed update = uploaded();
        DeviceMessage.Report good = ann.report(offer, update, 3);
        refused(Reason.WRONG_PLAN, changed(good, offer.run(), 1, update.sha256(), good.modelVersion(), 3));
        refused(Reason.NOT_FOUND, ann.report(offer, ann.seal(offer, 1), 3));
        refused(Reason.HASH_MISMATCH,
                changed(good, offer.run(), 1, good.planHash(), good.modelVersion(), 3, good.planHash()));
        refused(Reason.BAD_WEIGHT, ann.report(offer, update, 0));
        refused(Reason.WRONG_MODEL_VERSION, changed(good, offer.run(), 1, good.planHash(), 7, 3));
        refused(Reason.WRONG_ROUND, changed(good, offer.run(), 9, good.planHash(), good.modelVersion(), 3));
        refused(Reason.NOT_FOUND, changed(good, "01890a5d-ac96-774b-bcce-b302099a8057", 1, good.planHash(), 0, 3));
        assertEquals(0, counted());
        say(good);
        refused(Reason.ALREADY_REPORTED, ann.report(offer, update, 4));
        assertEquals(1, counted());
    }

    private DeviceMessage.Report changed(DeviceMessage.Report good, String run, int round, String planHash,
            int version, int weight) throws RejectedException {
        return changed(good, run, round, planHash, version, weight, TestReports.content(good).sha256());
    }

    private DeviceMessage.Report changed(DeviceMessage.Report good, String run, int round, String planHash,
            int version, int weight, String sha256) throws RejectedException {
        UpdateReport right = TestReports.content(good);
        DeviceMessage.Report signed = ann.report(offer, new UpdateReport(right.v(), run, round, right.device(),
                right.uploadId(), sha256, right.header(), weight));
        return new DeviceMessage.Report(good.device(), planHash, version, signed.signed(), 0.5, 7);
    }

    @Test
    void aReportOfAnotherHeaderCountsForNothing() throws Exception {
        TestDevice.Sealed update = uploaded();
        DeviceMessage.Report good = ann.report(offer, update, 3);
        UpdateReport right = TestReports.content(good);
        refused(Reason.HASH_MISMATCH, ann.report(offer, new UpdateReport(right.v(), right.run(), right.round(),
                right.device(), right.uploadId(), right.sha256(), right.sha256(), right.weight())));
        assertEquals(0, counted());
        assertAcknowledges(update, (CoordinatorMessage) say(good));
    }

    @Test
    void aReportThatItsDeviceDidNotSignCountsForNothing() throws Exception {
        TestDevice.Sealed update = uploaded();
        DeviceMessage.Report good = ann.report(offer, update, 3);
        SignedDocument signed = good.signed();
        refused(Reason.UNSIGNED, with(good, new SignedDocument(signed.payload(), new byte[0], signed.key())));
        refused(Reason.WRONG_SIGNER, with(good,
                SigningKey.generate().sign(SignatureContext.UPDATE_REPORT, signed.payload())));
        refused(Reason.BAD_SIGNATURE, with(good, new SignedDocument(
                ann.report(offer, update, 4).signed().payload(), signed.signature(), signed.key())));
        refused(Reason.BAD_SIGNATURE, with(good, ann.key().sign(SignatureContext.UPDATE_RECEIPT, signed.payload())));
        refused(Reason.MALFORMED, with(good,
                ann.key().sign(SignatureContext.UPDATE_REPORT, "{\"v\":1}".getBytes(StandardCharsets.UTF_8))));
        UpdateReport right = TestReports.content(good);
        refused(Reason.FORBIDDEN, ann.report(offer, new UpdateReport(right.v(), right.run(), right.round(), "bob",
                right.uploadId(), right.sha256(), right.header(), right.weight())));
        refused(Reason.BAD_WEIGHT, ann.report(offer, new UpdateReport(right.v(), right.run(), right.round(),
                right.device(), right.uploadId(), right.sha256(), right.header(), null)));
        assertEquals(0, counted());
        assertAcknowledges(update, (CoordinatorMessage) say(good));
    }

    private static DeviceMessage.Report with(DeviceMessage.Report good, SignedDocument signed) {
        return new DeviceMessage.Report(good.device(), good.planHash(), good.modelVersion(), signed, good.loss(),
                good.trainMillis());
    }

    @Test
    void whoSpeaksForAnotherIsForbiddenAndWritten() throws Exception {
        refused(Reason.FORBIDDEN, new DeviceMessage.CheckIn("bob"));
        AuditEntry entry = WireJson.readDocument(
                coordinator.key().publicKey().verify(SignatureContext.AUDIT_ENTRY,
                        coordinator.memory().audit().newest().orElseThrow().document()),
                AuditEntry.class);
        assertEquals(List.of("device:ann", AuditEntry.Outcome.DENIED, "forbidden"),
                List.of(entry.who(), entry.outcome(), entry.reason()));
    }

    @Test
    void whatIsNoMessageIsRefusedAndTheNextOneIsHeard() throws Exception {
        refused(Reason.MALFORMED, bytes("{\"v\":1,\"type\":\"dance\",\"device\":\"ann\"}"));
        refused(Reason.UNSUPPORTED_VERSION, bytes("{\"v\":2,\"type\":\"check-in\",\"device\":\"ann\"}"));
        refused(Reason.UNSUPPORTED_VERSION, bytes("{\"type\":\"check-in\",\"device\":\"ann\"}"));
        refused(Reason.INVALID_FIELD, bytes("{\"v\":1,\"type\":\"check-in\",\"device\":\"ANN\"}"));
        assertEquals(ann.checkIn(), say(new DeviceMessage.CheckIn("ann")));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aDeviceWhoseSessionIsOverOpensAnotherAndGoesOn() throws Exception {
        TestDevice.Sealed update = uploaded();
        clock.pass(Duration.ofMinutes(10));
        expectSessionOver(line);
        assertEquals(0, counted());
        ann.openSession();
        line.close();
        line = open();
        assertAcknowledges(update, (CoordinatorMessage) say(ann.report(offer, update, 3)));
    }
}
