package io.tributary.coordinator.http.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.TestCoordinator;
import io.tributary.coordinator.admission.InFlight;
import io.tributary.coordinator.admission.LeastRate;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("I8 The head of a request comes whole within ten seconds, or its connection is cut, on an injected clock")
@ParameterizedClass
@MethodSource("io.tributary.coordinator.http.entrance.Sockets#here")
@Timeout(120)
class UnfinishedHeadsTest {
    @Parameter
    private Sockets sockets;

    private static final Duration SECOND = Duration.ofSeconds(1);
    /** More than that between two looks. */
    private static final Duration REAL = Duration.ofMillis(1_500);
    private static final String ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
    private final HandClock clock = new HandClock();
    private EntranceServer server;

    @BeforeEach
    void serve() {
        server = new EntranceServer(sockets, new LeastRate(Duration.ofSeconds(10), 4 << 10),
                new InFlight(1 << 20, 1 << 20),
                clock);
        server.serve(List.of(server.bodies().atMost(1 << 20), request -> request.response().end("ok")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String answer(Socket peer) throws IOException {
        return new String(peer.getInputStream().readNBytes(ANSWER.length()), StandardCharsets.US_ASCII);
    }

    /** A byte each second. */
    private boolean isCutWhileItDrips(Socket peer, String bytes) throws Exception {
        TestCoordinator.await("it is cut", () -> {
            clock.pass(SECOND);
            try {
                EntranceServer.send(peer, bytes);
            } catch (IOException cut) {
                return server.cut("slow-sender") == 1;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            return server.cut("slow-sender") == 1;
        });
        return true;
    }

    @Test
    void aHeadThatComesByteByByteIsCutHoweverManyBytesCome() throws Exception {
        try (Socket peer = server.peer("GET / HTTP/1.1\r\nhost: x\r\nlong: ")) {
            assertTrue(isCutWhileItDrips(peer, "a"));
        }
    }

    @Test
    void emptyLinesBeforeARequestAreItsHead() throws Exception {
        try (Socket peer = server.peer("\r\n")) {
            assertTrue(isCutWhileItDrips(peer, "\r\n"));
        }
    }

    @Test
    void theSecondHeadOfAConnectionIsCutAsTheFirst() throws Exception {
        try (Socket peer = server.peer("GET / HTTP/1.1\r\nhost: x\r\n\r\n")) {
            assertEquals(ANSWER, answer(peer));
            assertTrue(isCutWhileItDrips(peer, "G"));
        }
    }

    @Test
    void aHeadThatIsWholeInTimeIsAnsweredAndItsConnectionMayWaitForTheNext() throws Exception {
        try (Socket peer = server.peer("GET / HTTP/1.1\r\nho")) {
            LockSupport.parkNanos(REAL.toNanos());
            clock.pass(Duration.ofSeconds(9));
            EntranceServer.send(peer, "st: x\r\n\r\n");
            assertEquals(ANSWER, answer(peer));
            clock.pass(Duration.ofHours(1));
            LockSupport.parkNanos(REAL.toNanos());
            EntranceServer.send(peer, "GET / HTTP/1.1\r\nhost: x\r\n\r\n");
            assertEquals(ANSWER, answer(peer));
            assertEquals(0, server.cut("slow-sender"));
        }
    }

    @Test
    void aConnectionOnWhichNothingCameIsNotCut() throws Exception {
        try (Socket peer = server.peer("")) {
            clock.pass(Duration.ofHours(1));
            LockSupport.parkNanos(REAL.toNanos());
            EntranceServer.send(peer, "GET / HTTP/1.1\r\nhost: x\r\n\r\n");
            assertEquals(ANSWER, answer(peer));
        }
    }
}
