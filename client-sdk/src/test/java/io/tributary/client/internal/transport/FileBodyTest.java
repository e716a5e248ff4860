package io.tributary.client.internal.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.client.transport.TransportException;
import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The body of an upload")
@Timeout(60)
class FileBodyTest {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final int LENGTH = 10_000_003;
    private static final long MOST_ALLOCATED = LENGTH / 10;

    @TempDir
    private Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final byte[] bytes = new byte[LENGTH];
    private final CountDownLatch broken = new CountDownLatch(1);
    private Path sealed;

    @BeforeEach
    void write() throws Exception {
        new SplittableRandom(1).nextBytes(bytes);
        sealed = Files.write(directory.resolve("sealed"), bytes);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await();
    }

    private void upload(Handler<HttpServerRequest> coordinator, long from) throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            request.connection().closeHandler(closed -> broken.countDown());
            coordinator.handle(request);
        }).listen(0, "127.0.0.1").await();
        try (HttpTransport transport = new HttpTransport(vertx,
                URI.create("http://127.0.0.1:" + server.actualPort()), ClientTls.USUAL)) {
            transport.upload("token", new UploadTarget(RUN, 1, "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55", LENGTH,
                    Duration.ofMinutes(1)), sealed, from);
        }
    }

    /** Reads slowly, and answers when it has all. */
    private Handler<HttpServerRequest> slowly(Buffer received) {
        return request -> {
            request.pause();
            request.handler(part -> {
                received.appendBuffer(part);
                vertx.runOnContext(later -> request.fetch(1));
            }).endHandler(end -> request.response().setStatusCode(204).end());
            request.fetch(1);
        };
    }

    /** Reads nothing for a second: only a server that reads sees that its peer is gone. */
    private void stall(HttpServerRequest request) {
        request.pause();
        vertx.setTimer(1_000, later -> request.resume());
    }

    @Test
    void isTheFileFromWhereTheCoordinatorWantsItOn() throws Exception {
        for (int from : new int[] {0, 12_345, LENGTH - 1}) {
            Buffer received = Buffer.buffer();
            upload(slowly(received), from);
            assertArrayEquals(Arrays.copyOfRange(bytes, from, LENGTH), received.getBytes(), "from " + from);
        }
    }

    @Test
    void isInNoArray() throws Exception {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Buffer received = Buffer.buffer(LENGTH);
        upload(slowly(Buffer.buffer()), 0);
        long before = memory.getCurrentThreadAllocatedBytes();
        upload(slowly(received), 0);
        long taken = memory.getCurrentThreadAllocatedBytes() - before;
        assertEquals(LENGTH, received.length());
        assertTrue(taken < MOST_ALLOCATED, () -> taken + " bytes are allocated for " + LENGTH);
    }

    /** Twenty at once, as the connection is closed by one thread while another one sends. */
    @Test
    void endsWithTheAnswerThatOvertakesIt() throws Exception {
        CountDownLatch cut = new CountDownLatch(20);
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            Callable<Integer> refusedUpload = () -> assertThrows(TransportException.class, () -> upload(request -> {
                request.connection().closeHandler(closed -> cut.countDown());
                stall(request);
                request.response().setStatusCode(503).end();
            }, 0)).status().orElseThrow();
            for (Future<Integer> status : callers.invokeAll(Collections.nCopies(20, refusedUpload))) {
                assertEquals(503, status.get());
            }
        } finally {
            callers.shutdownNow();
        }
        assertTrue(cut.await(10, TimeUnit.SECONDS), () -> cut.getCount() + " connections are left open");
    }

    @Test
    void isBrokenOffIfTheFileIsShorterThanItWas() throws Exception {
        Files.write(sealed, Arrays.copyOf(bytes, LENGTH - 1));
        TransportException unreadable =
                assertThrows(TransportException.class, () -> upload(slowly(Buffer.buffer()), 0));
        assertTrue(unreadable.getMessage().contains("became shorter"), unreadable.getMessage());
        assertTrue(broken.await(10, TimeUnit.SECONDS));
    }

    @Test
    void isBrokenOffIfItsThreadIsInterrupted() throws Exception {
        Thread caller = Thread.currentThread();
        assertThrows(InterruptedException.class, () -> upload(request -> {
            stall(request);
            vertx.setTimer(200, later -> caller.interrupt());
        }, 0));
        assertTrue(broken.await(10, TimeUnit.SECONDS));
    }
}
