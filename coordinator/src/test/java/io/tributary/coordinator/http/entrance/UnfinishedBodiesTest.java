package io.tributary.coordinator.http.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.TestCoordinator;
import io.tributary.coordinator.admission.InFlight;
import io.tributary.coordinator.admission.LeastRate;
import io.vertx.core.buffer.Buffer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("I8 The body of a message comes at its rate and by its deadline, or its connection is cut, on an injected clock")
@ParameterizedClass
@MethodSource("io.tributary.coordinator.http.entrance.Sockets#here")
@Timeout(120)
class UnfinishedBodiesTest {
    @Parameter
    private Sockets sockets;

    private static final LeastRate RATE = new LeastRate(Duration.ofSeconds(10), 4 << 10);
    private static final int MOST = 1 << 20;
    private static final String HEAD = "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ";
    private final HandClock clock = new HandClock();
    private EntranceServer server;

    private void serve(long room) {
        server = new EntranceServer(sockets, RATE, new InFlight(room, room), clock);
        server.serve(List.of(server.bodies().atMost(MOST), request -> request.response()
                .end(Buffer.buffer("read " + MessageBody.of(request).length))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void awaitHeld(long bytes) throws Exception {
        TestCoordinator.await(bytes + " bytes are there", () -> server.unfinished().bytes() == bytes);
    }

    @Test
    void whoFallsBelowTheLeastRateIsCut() throws Exception {
        serve(MOST);
        try (Socket peer = server.peer(HEAD + 60_000 + "\r\n\r\n" + "x".repeat(4 << 10))) {
            awaitHeld(4 << 10);
            clock.pass(Duration.ofSeconds(11));
            TestCoordinator.await("the sender is cut", () -> server.cut("slow-sender") == 1);
            assertEquals(-1, peer.getInputStream().read());
            awaitHeld(0);
            assertEquals(0, server.unfinished().count());
        }
    }

    @Test
    void whoKeepsTheRateIsStillCutByTheDeadline() throws Exception {
        serve(MOST);
        int sent = 400 << 10;
        try (Socket peer = server.peer(HEAD + MOST + "\r\n\r\n" + "x".repeat(sent))) {
            awaitHeld(sent);
            clock.pass(Duration.ofSeconds(60));
            TestCoordinator.await("the sender is cut", () -> server.cut("slow-sender") == 1);
            assertEquals(-1, peer.getInputStream().read());
        }
    }

    @Test
    void whoSendsTheRestInTimeIsAnswered() throws Exception {
        serve(MOST);
        try (Socket peer = server.peer(HEAD + 10 + "\r\n\r\n" + "x".repeat(5))) {
            awaitHeld(5);
            clock.pass(Duration.ofSeconds(9));
            EntranceServer.send(peer, "y".repeat(5));
            String answer = new String(peer.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertEquals("read 10", answer.substring(answer.length() - 7));
            assertEquals(0, server.unfinished().count());
        }
    }

    @Test
    void whereThereIsNoRoomForMoreTheOldestGivesWay() throws Exception {
        serve(100);
        try (Socket old = server.peer(HEAD + 90 + "\r\n\r\n" + "x".repeat(80))) {
            awaitHeld(80);
            try (Socket young = server.peer(HEAD + 40 + "\r\n\r\n" + "x".repeat(30))) {
                assertEquals(-1, old.getInputStream().read());
                EntranceServer.send(young, "y".repeat(10));
                String answer =
                        new String(young.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertEquals("read 40", answer.substring(answer.length() - 7));
                assertEquals(1, server.cut("no-room"));
            }
        }
    }
}
