package io.tributary.client.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.transport.TransportException;
import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An upload that goes into a dead connection")
class UnansweredUploadTest {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final UploadTarget TARGET =
            new UploadTarget(RUN, 1, "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55", 1_000_000, Duration.ofMinutes(10));

    @TempDir
    private Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        vertx.close().await();
    }

    private void upload(HttpServer server, Duration silence) throws Exception {
        Path sealed = Files.write(directory.resolve("sealed"), new byte[1_000_000]);
        try (HttpTransport transport = new HttpTransport(vertx,
                URI.create("http://127.0.0.1:" + server.actualPort()), ClientTls.USUAL, silence)) {
            transport.upload("token", TARGET, sealed, 0);
        }
    }

    @Test
    void isGivenUpLongBeforeItsRoundIsOver() {
        HttpServer silent = vertx.createHttpServer().requestHandler(request -> {
            request.connection().closeHandler(closed -> ended.incrementAndGet());
            request.handler(bytes -> received.addAndGet(bytes.length()));
        }).listen(0, "127.0.0.1").await();
        TransportException gone =
                assertThrows(TransportException.class, () -> upload(silent, Duration.ofMillis(300)));
        assertTrue(gone.getMessage().contains("300"), gone.getMessage());
        assertEquals(1_000_000, received.get());
    }

    @Test
    void isAnsweredInItsTimeByACoordinatorThatReadsSlowly() throws Exception {
        HttpServer slow = vertx.createHttpServer().requestHandler(request -> {
            request.pause();
            request.handler(bytes -> {
                received.addAndGet(bytes.length());
                request.pause();
                vertx.setTimer(5, later -> request.fetch(1));
            }).endHandler(end -> request.response().setStatusCode(204).end());
            request.fetch(1);
        }).listen(0, "127.0.0.1").await();
        upload(slow, Duration.ofSeconds(5));
        assertEquals(1_000_000, received.get());
    }
}
