package io.tributary.coordinator.http.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.TestCoordinator;
import io.tributary.coordinator.admission.InFlight;
import io.tributary.coordinator.admission.LeastRate;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("I8 A reader that is slower than the least rate is cut, on real sockets")
@ParameterizedClass
@MethodSource("io.tributary.coordinator.http.entrance.Sockets#here")
@Timeout(120)
class SlowReadersAreCutTest {
    @Parameter
    private Sockets sockets;

    /** More than the kernels of both sides take of it. */
    private static final int BYTES = 64 << 20;
    private static final LeastRate STRICT = new LeastRate(Duration.ofMillis(200), 1 << 30);
    private static final LeastRate PATIENT = new LeastRate(Duration.ofHours(1), 1);
    private static final String GET = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    private EntranceServer server;

    private void serve(LeastRate rate, Handler<RoutingContext> answer) {
        server = new EntranceServer(sockets, rate, new InFlight(1 << 20, 1 << 20), InstantSource.system());
        server.serve(List.of(answer));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void download(RoutingContext request) {
        Download.send(request, new Reply(200, new byte[0], Map.of()), "ann", Buffer.buffer(new byte[BYTES]),
                new Download.Parts(server.background(), new SharedChunks(1 << 20), server.answers(),
                        server.unfinished(),
                        InstantSource.system()));
    }

    private void whole(RoutingContext request) {
        server.answers().send(request, new Reply(200, new byte[BYTES], Map.of()));
    }

    private static long readAll(Socket socket) {
        long read = 0;
        byte[] bytes = new byte[1 << 16];
        try {
            for (int more = 0; more >= 0; more = socket.getInputStream().read(bytes)) {
                read += more;
            }
        } catch (IOException reset) {
            return read;
        }
        return read;
    }

    @Test
    void aDownloadThatNobodyReadsIsCutAndGivesBackWhatItHeld() throws Exception {
        serve(STRICT, this::download);
        try (Socket peer = server.peer(GET)) {
            TestCoordinator.await("the reader is cut", () -> server.cut("slow-reader") == 1);
            assertTrue(readAll(peer) < BYTES);
            TestCoordinator.await("it is counted no more", () -> server.unfinished().count() == 0);
        }
    }

    @Test
    void anAnswerThatNobodyReadsIsCut() throws Exception {
        serve(STRICT, this::whole);
        try (Socket peer = server.peer(GET)) {
            TestCoordinator.await("the reader is cut", () -> server.cut("slow-reader") == 1);
            assertTrue(readAll(peer) < BYTES);
        }
    }

    @Test
    void whoReadsInTimeGetsAllOfIt() throws Exception {
        for (Handler<RoutingContext> answer : List.<Handler<RoutingContext>>of(this::download, this::whole)) {
            serve(PATIENT, answer);
            try (Socket peer = server.peer(GET)) {
                assertTrue(readAll(peer) > BYTES);
                assertEquals(0, server.cut("slow-reader"));
            } finally {
                server.close();
            }
        }
    }
}
