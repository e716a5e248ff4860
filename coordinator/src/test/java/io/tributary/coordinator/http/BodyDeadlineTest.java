package io.tributary.coordinator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("I8 The body of a message is bounded in time")
class BodyDeadlineTest {
    private static final long SOON = 300;
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void serve() {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(new BodyDeadline(vertx, SOON));
        router.post("/").handler(BodyHandler.create(false)).handler(request -> request.response().end("read"));
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** What is answered to a POST that promises so many bytes and sends these. */
    private String answered(int promised, String sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.getOutputStream().write(("POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: "
                    + promised + "\r\n\r\n" + sent).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    @Timeout(20)
    void whoDoesNotSendItIsClosed() throws IOException {
        assertEquals("", answered(100, "x"));
    }

    @Test
    @Timeout(20)
    void whoSendsItIsAnswered() throws IOException {
        assertTrue(answered(1, "x").endsWith("read"));
    }
}
