package io.tributary.client.internal.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The manifest of a large model, which names thousands of chunks. */
class LargeDocumentTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await();
    }

    private SignedDocument fetch(byte[] answer) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end(Buffer.buffer(answer))).listen(0, "127.0.0.1")
                .await();
        try (HttpTransport transport =
                new HttpTransport(vertx, URI.create("http://127.0.0.1:" + server.actualPort()))) {
            return transport.manifest("token", "digits", 1);
        }
    }

    /** In base64 it is a third longer. */
    @Test
    void theLargestDocumentThatCanBeSignedIsRead() throws Exception {
        byte[] payload = new byte[WireJson.MAX_DOCUMENT];
        assertArrayEquals(payload,
                fetch(WireJson.write(new SignedDocument(payload, new byte[64], new byte[32]))).payload());
    }

    @Test
    void I8_aLongerAnswerIsNotRead() {
        assertEquals(Reason.TOO_LARGE, assertThrows(RejectedException.class,
                () -> fetch(new byte[WireJson.MAX_ENVELOPE + 1])).reason());
    }
}
