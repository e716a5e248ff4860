package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.ChannelReply;
import io.tributary.protocol.message.CoordinatorMessage.RoundOver;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RoundSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device whose round closes without it is told on its channel. */
class RoundOverTest {
    /** Two are asked, one is enough. */
    private static final RoundSpec FIRST_COME = new RoundSpec(2, 1, 1, 1, 2, 3600, 3600);
    private TestCoordinator coordinator;
    private TestDevice ann;
    private TestDevice bob;
    private RoundOffer offer;

    @BeforeEach
    void begin() throws Exception {
        coordinator = TestCoordinator.start();
        ann = TestDevice.enrolled(coordinator, "ann");
        bob = TestDevice.enrolled(coordinator, "bob");
        coordinator.startRun(Plans.plan(FIRST_COME, 1));
        ann.checkIn();
        offer = bob.awaitOffer();
        ann.awaitOffer();
    }

    @AfterEach
    void end() {
        coordinator.close();
    }

    private RawChannel open(TestDevice device) throws Exception {
        return RawChannel.open(coordinator, device, offer.run(), offer.round());
    }

    private ChannelReply told(RoundOver.Outcome outcome) {
        return new ChannelReply.Push(new RoundOver(offer.run(), offer.round(), outcome));
    }

    @Test
    void theStragglerIsToldAndWhoReportedIsNot() throws Exception {
        try (RawChannel fast = open(ann); RawChannel slow = open(bob)) {
            TestDevice.Sealed update = ann.seal(offer, 1);
            TestCoordinator.expect(204, ann.upload(offer, update));
            ChannelReply.Answer receipt = (ChannelReply.Answer) fast.say(ann.report(offer, update, 1));
            assertEquals(1, receipt.number());
            assertEquals(told(RoundOver.Outcome.CLOSED), slow.reply());
            // Whatever was said to the one who reported would come before this answer.
            assertInstanceOf(ChannelReply.Answer.class, fast.say(new DeviceMessage.CheckIn("ann")));
            RunOverHttpTest.finished(coordinator, offer.run());
            assertInstanceOf(ChannelReply.Answer.class, slow.say(new DeviceMessage.CheckIn("bob")));
        }
    }

    @Test
    void whoDeclinedIsNotToldEither() throws Exception {
        try (RawChannel declining = open(bob)) {
            declining.say(new DeviceMessage.Decline("bob", offer.run(), offer.round(), "tired"));
            ann.takePart(1, 1);
            RunOverHttpTest.finished(coordinator, offer.run());
            assertInstanceOf(ChannelReply.Answer.class, declining.say(new DeviceMessage.CheckIn("bob")));
        }
    }

    @Test
    void whenTheRunIsStoppedAllAreTold() throws Exception {
        try (RawChannel one = open(ann); RawChannel other = open(bob)) {
            TestCoordinator.expect(204, coordinator.operator("POST", "/v1/runs/" + offer.run() + "/stop", new byte[0]));
            assertEquals(told(RoundOver.Outcome.ABANDONED), one.reply());
            assertEquals(told(RoundOver.Outcome.ABANDONED), other.reply());
        }
    }

    @Test
    void whoComesBackAfterTheRoundHearsItByTheRefusal() throws Exception {
        ann.takePart(1, 1);
        RunOverHttpTest.finished(coordinator, offer.run());
        try (RawChannel late = new RawChannel(RawChannel.address(coordinator, offer.run(), offer.round()),
                bob.token(), "", 0)) {
            assertTrue(late.handshake().startsWith("HTTP/1.1 409"), late.handshake());
            assertTrue(late.handshake().contains("late"), late.handshake());
        }
    }

    @Test
    void whoComesBackAfterARestartIsToldAsWell() throws Exception {
        try (RawChannel before = open(bob)) {
            before.say(new DeviceMessage.CheckIn("bob"));
            coordinator.restart();
            assertEquals("going-away", before.closing().reason());
        }
        ann.openSession();
        bob.openSession();
        ann.awaitOffer();
        try (RawChannel after = open(bob)) {
            ann.takePart(1, 1);
            assertEquals(told(RoundOver.Outcome.CLOSED), after.reply());
        }
    }
}
