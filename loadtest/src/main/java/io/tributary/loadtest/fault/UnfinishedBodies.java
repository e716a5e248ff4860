package io.tributary.loadtest.fault;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Enrolments of which almost all was sent, and nothing more comes. They come from ten addresses, so that the cap of connections of one
 * address keeps none out. Closed with its Vert.x.
 */
final class UnfinishedBodies {
    private static final int ADDRESSES = 10;
    private static final int SENT = 65_000;
    private static final int PROMISED = 65_536;
    private final URI coordinator;
    private final Buffer request;
    private final List<NetClient> clients;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    UnfinishedBodies(Vertx vertx, URI coordinator) {
        this.coordinator = coordinator;
        this.request = Buffer.buffer("POST /v1/enrolments HTTP/1.1\r\nHost: " + coordinator.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + PROMISED + "\r\n\r\n{\"device\":\"")
                .appendBytes("x".repeat(SENT).getBytes(StandardCharsets.US_ASCII));
        this.clients = IntStream.range(0, ADDRESSES).mapToObj(
                address -> vertx.createNetClient(new NetClientOptions().setLocalAddress("127.0.0." + (address + 2))))
                .toList();
    }

    /** Sends so many, at most so many a second. */
    void send(int count, int perSecond) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            clients.get(i % ADDRESSES).connect(coordinator.getPort(), coordinator.getHost()).onSuccess(this::send)
                    .onFailure(_ -> failed.incrementAndGet());
        }
    }

    private void send(NetSocket socket) {
        open.incrementAndGet();
        socket.closeHandler(_ -> {
            open.decrementAndGet();
            ended.incrementAndGet();
        });
        socket.exceptionHandler(_ -> {}); // its end is counted above
        socket.handler(_ -> {});
        socket.write(request).onSuccess(_ -> sent.incrementAndGet());
    }

    /** Requests that were sent as far as they go. */
    int sent() {
        return sent.get();
    }

    /** Connections that are open now. */
    int open() {
        return open.get();
    }

    /** Connections that the coordinator ended so far. */
    int ended() {
        return ended.get();
    }

    /** Connections that did not come about. */
    int failed() {
        return failed.get();
    }
}
