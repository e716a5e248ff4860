package io.tributary.client.internal.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The chunks of a download")
class ChunkRoomsTest {
    private static final int CHUNKS = 50;
    private static final int LENGTH = 200_000;
    private static final int REQUESTS_AT_ONCE = 4;
    private final Vertx vertx = Vertx.vertx();
    private final Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());

    @AfterEach
    void close() throws Exception {
        vertx.close().await();
    }

    /** The last chunk is shorter. */
    private static byte[] chunk(int index) {
        byte[] bytes = new byte[index == CHUNKS - 1 ? LENGTH / 3 : LENGTH];
        Arrays.fill(bytes, (byte) index);
        return bytes;
    }

    private void download(boolean declared) throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            Buffer body = Buffer.buffer(chunk(Integer.parseInt(request.path().replaceAll(".*/", ""))));
            if (declared) {
                request.response().end(body);
            } else {
                request.response().setChunked(true).write(body);
                request.response().end();
            }
        }).listen(0, "127.0.0.1").await();
        List<WantedChunk> wanted = IntStream.range(0, CHUNKS)
                .mapToObj(index -> new WantedChunk(index, String.valueOf(index), chunk(index).length)).toList();
        try (HttpTransport transport = new HttpTransport(vertx,
                URI.create("http://127.0.0.1:" + server.actualPort()), ClientTls.USUAL)) {
            transport.chunks("token", "model", wanted, (chunk, bytes) -> {
                arrays.add(bytes);
                assertArrayEquals(chunk(chunk.index()), bytes);
            });
        }
    }

    @Test
    void arriveInAsManyArraysAsThereAreRequestsAtOnce() throws Exception {
        download(true);
        assertTrue(arrays.size() <= REQUESTS_AT_ONCE + 1, () -> arrays.size() + " arrays");
    }

    @Test
    void areWholeAsWellIfTheirLengthIsNotDeclared() throws Exception {
        download(false);
        assertEquals(CHUNKS, arrays.size());
    }
}
