package io.tributary.coordinator.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.admission.FetchAhead;
import io.tributary.coordinator.admission.Pace;
import io.tributary.coordinator.upload.UploadLimits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class I4_UploadsHoldABoundedNumberOfBytesTest {
    private static final int BODY = 32 << 20;
    private static final int PIECE = 64 << 10;

    /** A peer that sends as fast as it can to a reader that does not read yet: what does not fit waits in the peer. */
    @Test
    void aPeerThatIsFasterThanItsReaderIsHeldBack() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<RequestBody> arriving = new CompletableFuture<>();
            HttpServer server = vertx.createHttpServer(new HttpServerOptions().setMaxChunkSize(PIECE))
                    .requestHandler(request -> {
                        request.pause();
                        vertx.runOnContext(_ -> arriving
                                .complete(RequestBody.of(request, vertx.getOrCreateContext(),
                                        new Pace(UploadLimits.DEFAULT.grace(), UploadLimits.DEFAULT.bytesPerSecond(),
                                                InstantSource.system()),
                                        new Semaphore(1))));
                    });
            int port = server.listen(0, "127.0.0.1").await().actualPort();
            byte[] sent = new byte[BODY];
            new Random(1).nextBytes(sent);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread peer = Thread.ofVirtual().start(() -> send(socket, sent));
                RequestBody body = arriving.get(30, TimeUnit.SECONDS);
                while (body.waiting() < 1) {
                    LockSupport.parkNanos(1_000_000);
                }
                assertTrue(peer.isAlive(), "the peer could send all of it");
                assertArrayEquals(sent, readAll(body));
                peer.join();
            }
        } finally {
            vertx.close().await();
        }
    }

    private static byte[] readAll(RequestBody body) throws Exception {
        byte[] received = new byte[BODY];
        int most = 0;
        for (int at = 0; at < BODY;) {
            at += body.read(received, at, BODY - at);
            int waiting = body.waiting();
            most = Math.max(most, waiting);
            assertTrue(waiting <= FetchAhead.BRISK + 1, () -> waiting + " buffers wait");
        }
        assertTrue(most > 1, "a brisk peer is asked for more than one buffer ahead");
        return received;
    }

    private static void send(Socket socket, byte[] body) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int at = 0; at < body.length; at += PIECE) {
                out.write(Arrays.copyOfRange(body, at, Math.min(body.length, at + PIECE)));
            }
        } catch (java.io.IOException broken) {
            throw new AssertionError("the peer could not send", broken);
        }
    }
}
