package io.tributary.coordinator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.admission.Pace;
import io.tributary.coordinator.upload.UploadLimits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("I8 A slow peer costs a bounded time, on an injected clock")
@Timeout(60)
class SlowPeersTest {
    private static final UploadLimits LIMITS = new UploadLimits(1, 1, Duration.ofHours(1), Duration.ofSeconds(60),
            1_000);
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<RequestBody> arriving = new CompletableFuture<>();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Socket peer;

    @BeforeEach
    void connect() throws Exception {
        int port = vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1").await().actualPort();
        peer = new Socket(InetAddress.getLoopbackAddress(), port);
        send("PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n");
    }

    private void receive(HttpServerRequest request) {
        arriving.complete(body(request.pause()));
    }

    private RequestBody body(HttpServerRequest request) {
        return RequestBody.of(request, vertx.getOrCreateContext(),
                new Pace(LIMITS.grace(), LIMITS.bytesPerSecond(), () -> now), new Semaphore(1));
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        vertx.close().await();
    }

    private void send(String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        peer.getOutputStream().flush();
    }

    private static int read(RequestBody body) throws Exception {
        return body.read(new byte[2_000], 0, 2_000);
    }

    private RequestBody body() throws Exception {
        return arriving.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aPeerHasTheGraceAndThenWhatItsBytesEarn() throws Exception {
        send("x".repeat(2_000));
        RequestBody body = body();
        int received = read(body);
        while (received < 2_000) {
            received += read(body);
        }
        now = now.plusSeconds(61);
        send("y");
        assertEquals(1, read(body));
        now = now.plusMillis(1_001);
        send("z");
        String why = assertThrows(IOException.class, () -> read(body)).getMessage();
        assertTrue(why.contains("slower than 1000 bytes/s after 60 s"), why);
    }

    @Test
    void aPeerThatFallsSilentIsGivenUpWhileItsReaderWaits() throws Exception {
        send("x");
        RequestBody body = body();
        read(body);
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> failed.complete(assertThrows(IOException.class, () -> read(body))));
        now = now.plusSeconds(62);
        assertTrue(String.valueOf(failed.get(30, TimeUnit.SECONDS).getMessage()).contains("slower"));
    }

    @Test
    void aPeerThatHasSentNoBodyNeedsNoReader() throws Exception {
        RequestBody body = body();
        assertFalse(body.begun().isComplete());
        send("x");
        body.begun().await();
        assertEquals(1, read(body));
    }

    @Test
    void aPeerThatLeftBeforeItsBodyHadAReaderIsNotWaitedFor() throws Exception {
        CompletableFuture<RequestBody> late = new CompletableFuture<>();
        int port = vertx.createHttpServer().requestHandler(request -> {
            request.pause();
            request.connection().closeHandler(_ -> late.complete(body(request)));
        }).listen(0, "127.0.0.1").await().actualPort();
        try (Socket leaving = new Socket(InetAddress.getLoopbackAddress(), port)) {
            leaving.getOutputStream().write("PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhello"
                    .getBytes(StandardCharsets.US_ASCII));
        }
        RequestBody body = late.get(30, TimeUnit.SECONDS);
        String why = assertThrows(IOException.class, () -> {
            while (true) {
                read(body);
            }
        }).getMessage();
        assertTrue(why.contains("broke before"), why);
    }

    @Test
    void aReaderThatIsGivenUpTakesWhatIsThereAndWaitsForNoMore() throws Exception {
        send("x");
        RequestBody body = body();
        body.begun().await();
        body.giveUp("for a test");
        assertEquals(1, read(body));
        assertEquals("for a test", assertThrows(IOException.class, () -> read(body)).getMessage());
    }
}
