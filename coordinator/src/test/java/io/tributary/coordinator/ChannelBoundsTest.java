package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.RateLimits;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.ChannelReply;
import io.tributary.protocol.message.CoordinatorMessage.Assignment;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer may do with a channel, and what it may not (I8). Its clock stands still: no share of frames comes back. */
class ChannelBoundsTest {
    private static final int MOST = WireJson.MAX_MESSAGE;
    private final HandClock clock = new HandClock();
    private TestCoordinator coordinator;
    private TestDevice ann;
    private RoundOffer offer;

    @BeforeEach
    void begin() throws Exception {
        begin(AccessOptions.open());
    }

    private void begin(AccessOptions access) throws Exception {
        coordinator = TestCoordinator.start(clock, access);
        ann = TestDevice.enrolled(coordinator, "ann");
        coordinator.startRun(Plans.closeAll(1, 1));
        TestCoordinator.await("ann is asked", () -> {
            clock.pass(Duration.ofSeconds(1)); // a share of requests comes back, if they are limited
            return ann.checkIn() instanceof Assignment;
        });
        offer = ann.awaitOffer();
    }

    @AfterEach
    void end() {
        coordinator.close();
    }

    private RawChannel open() throws IOException {
        return RawChannel.open(coordinator, ann, offer.run(), offer.round());
    }

    private static void closed(int code, String reason, RawChannel channel) throws IOException {
        RawChannel.Frame closing = channel.closing();
        assertEquals(reason, closing.reason());
        assertEquals(code, closing.code());
        assertTrue(channel.isCut(), "the connection ends although the peer says no goodbye");
    }

    private String upgrade(String query, String headers) throws IOException {
        try (RawChannel channel =
                new RawChannel(coordinator.uri("/v1/channel?" + query), ann.token(), headers, 0)) {
            return channel.handshake();
        }
    }

    private String here() {
        return "run=" + offer.run() + "&round=" + offer.round();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", "file://"})
    void aPageOfAnotherOriginOpensNone(String origin) throws Exception {
        String answer = upgrade(here(), "origin: " + origin + "\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
        assertTrue(answer.contains("forbidden"), answer);
    }

    @Test
    void theCoordinatorsOwnOriginDoesNoHarm() throws Exception {
        assertTrue(upgrade(here(), "origin: " + coordinator.coordinator().uri() + "\r\n").startsWith("HTTP/1.1 101"));
    }

    @Test
    void whatIsNoUpgradeIsMalformed() throws Exception {
        var answer = TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri("/v1/channel?" + here()))
                .header("authorization", "Bearer " + ann.token()).build());
        assertEquals(Reason.MALFORMED, TestDevice.problem(answer).code());
        assertEquals(400, answer.statusCode());
    }

    @ParameterizedTest
    @CsvSource({"run=RUN&round=2, 409, wrong-round", "run=RUN&round=x, 400, invalid-field",
        "run=RUN, 400, invalid-field",
        "round=1, 400, invalid-field", "run=../../etc&round=1, 400, invalid-field",
        "run=01890a5d-ac96-774b-bcce-b302099a8057&round=1, 404, not-found"})
    void aRoundThatTheDeviceIsNotInHasNone(String query, int status, String reason) throws Exception {
        String answer = upgrade(query.replace("RUN", offer.run()), "");
        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        assertTrue(answer.contains(reason), answer);
    }

    @Test
    void whoIsNotInTheCohortHasNone() throws Exception {
        TestDevice bob = TestDevice.enrolled(coordinator, "bob");
        try (RawChannel refused = new RawChannel(RawChannel.address(coordinator, offer.run(), 1), bob.token(), "", 0)) {
            assertTrue(refused.handshake().contains("not-selected"), refused.handshake());
        }
    }

    @Test
    void aFrameOfAGiantLengthIsRefusedBeforeAByteOfItCame() throws Exception {
        try (RawChannel channel = open()) {
            channel.announce(true, RawChannel.TEXT, 1L << 40);
            closed(1002, "violation", channel);
        }
    }

    @Test
    void aMessageOfTheLargestSizeIsHeardAndALargerOneIsNot() throws Exception {
        try (RawChannel channel = open()) {
            String question = "{\"v\":1,\"number\":1,\"message\":{\"type\":\"check-in\",\"v\":1,\"device\":\"ann\"}}";
            channel.text(question + " ".repeat(MOST - question.length()));
            assertInstanceOf(ChannelReply.Answer.class, channel.reply());
            channel.text(question + " ".repeat(MOST + 1 - question.length()));
            closed(1002, "violation", channel);
        }
    }

    @Test
    void manySmallFramesMakeNoLargerMessage() throws Exception {
        try (RawChannel channel = open()) {
            byte[] part = " ".repeat(MOST / 8).getBytes(StandardCharsets.US_ASCII);
            channel.send(false, RawChannel.TEXT, part);
            for (int i = 0; i < 8; i++) {
                channel.send(false, RawChannel.CONTINUATION, part);
            }
            closed(1009, "too-large", channel);
        }
    }

    @Test
    void aMessageInPiecesIsHeard() throws Exception {
        try (RawChannel channel = open()) {
            channel.send(false, RawChannel.TEXT, "{\"v\":1,\"number\":5,\"message\":{\"type\":".getBytes(
                    StandardCharsets.UTF_8));
            channel.send(true, RawChannel.PING, new byte[0]);
            channel.send(true, RawChannel.CONTINUATION,
                    "\"check-in\",\"v\":1,\"device\":\"ann\"}}".getBytes(StandardCharsets.UTF_8));
            assertEquals(RawChannel.PONG, channel.next().kind());
            ChannelReply.Answer answer = (ChannelReply.Answer) channel.reply();
            assertEquals(5, answer.number());
            assertInstanceOf(Assignment.class, answer.message());
        }
    }

    @Test
    void emptyPiecesWithoutEndAreAFlood() throws Exception {
        try (RawChannel channel = open()) {
            channel.send(false, RawChannel.TEXT, new byte[0]);
            for (int i = 0; i < 64; i++) {
                channel.send(false, RawChannel.CONTINUATION, new byte[0]);
            }
            closed(1008, "flood", channel);
        }
    }

    @Test
    void aBinaryFrameIsRefused() throws Exception {
        try (RawChannel channel = open()) {
            channel.send(true, RawChannel.BINARY, new byte[] {1});
            closed(1003, "binary", channel);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RawChannel.PING, RawChannel.PONG})
    void pingsAndPongsWithoutEndAreAFlood(int kind) throws Exception {
        try (RawChannel channel = open()) {
            for (int i = 0; i < 65; i++) {
                channel.send(true, kind, new byte[] {7});
            }
            closed(1008, "flood", channel);
        }
    }

    @Test
    void questionsBeyondTheDevicesShareAreRefusedAndThenAFlood() throws Exception {
        end();
        begin(AccessOptions.open().toBuilder().limits(Optional.of(new RateLimits(20, 1000))).build());
        try (RawChannel channel = open()) {
            ChannelReply reply = channel.say(new DeviceMessage.CheckIn("ann"));
            int answered = 0;
            while (reply instanceof ChannelReply.Answer) {
                answered++;
                reply = channel.say(new DeviceMessage.CheckIn("ann"));
            }
            assertTrue(answered < 40, () -> "40 requests at once are the share");
            assertEquals(Reason.RATE_LIMITED, ((ChannelReply.Refusal) reply).problem().code());
            assertEquals(429, TestCoordinator.send(HttpRequest.newBuilder(coordinator.uri("/v1/channel"))
                    .header("authorization", "Bearer " + ann.token()).build()).statusCode());
            for (int i = answered; i < 64; i++) {
                channel.ask(new DeviceMessage.CheckIn("ann"));
            }
            closed(1008, "flood", channel);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "{\"v\":2,\"number\":1,\"message\":{}}", "{\"v\":1,\"message\":{}}",
        "{\"v\":1,\"number\":0}", "{\"v\":1,\"number\":\"1\"}"})
    void aQuestionWithoutANumberClosesTheChannel(String text) throws Exception {
        try (RawChannel channel = open()) {
            channel.text(text);
            closed(1007, "malformed", channel);
        }
    }

    @Test
    void whatIsNotRfc6455ClosesTheChannel() throws Exception {
        try (RawChannel channel = open()) {
            channel.send(true, 3, new byte[] {1}); // a reserved opcode
            closed(1002, "violation", channel);
        }
    }

    @Test
    void aNewerChannelOfTheDeviceSupersedesTheOlder() throws Exception {
        try (RawChannel older = open(); RawChannel newer = open()) {
            closed(4009, "superseded", older);
            assertInstanceOf(ChannelReply.Answer.class, newer.say(new DeviceMessage.CheckIn("ann")));
            metric("tributary_channels_open 1.0");
            metric("tributary_channels_closed_total{reason=\"superseded\"} 1.0");
        }
        metric("tributary_channels_open 0.0");
        metric("tributary_channels_closed_total{reason=\"broken\"} 1.0");
    }

    private void metric(String line) throws Exception {
        TestCoordinator.await(line,
                () -> new String(coordinator.get("/metrics").body(), StandardCharsets.UTF_8).contains(line));
    }

    @Test
    void aRevokedDeviceLosesItsChannelAtOnce() throws Exception {
        try (RawChannel channel = open()) {
            TestCoordinator.expect(204, coordinator.operator("DELETE", "/v1/devices/ann", new byte[0]));
            closed(4003, "revoked", channel);
        }
    }

    @Test
    void aNewSessionOfTheDeviceEndsTheChannelOfTheOldOne() throws Exception {
        try (RawChannel channel = open()) {
            ann.openSession();
            closed(4001, "session-over", channel);
        }
    }

    @Test
    void aCoordinatorThatStopsSaysSo() throws Exception {
        try (RawChannel channel = open()) {
            channel.say(new DeviceMessage.CheckIn("ann"));
            coordinator.close();
            closed(1001, "going-away", channel);
        }
    }

    @Test
    void nothingIsCompressed() throws Exception {
        URI address = RawChannel.address(coordinator, offer.run(), offer.round());
        try (RawChannel channel = new RawChannel(address, ann.token(),
                "sec-websocket-extensions: permessage-deflate\r\n", 0)) {
            assertTrue(channel.handshake().startsWith("HTTP/1.1 101"), channel.handshake());
            assertTrue(!channel.handshake().toLowerCase(java.util.Locale.ROOT).contains("deflate"),
                    channel.handshake());
        }
    }
}
