package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.RawDevice;
import io.tributary.protocol.plan.RoundOffer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that begin and never come to an end. Thread-safe; closed with its Vert.x. */
final class HalfOpenConnections {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int AT_ONCE = 500;
    private static final int SILENCE_MILLIS = 1_000;
    private final Vertx vertx;
    private final NetClient client;
    private final int port;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger given = new AtomicInteger();

    HalfOpenConnections(Vertx vertx, int port) {
        this.vertx = vertx;
        this.client = vertx.createNetClient();
        this.port = port;
    }

    /** Connections that are open now. */
    int open() {
        return open.get();
    }

    /** Connections that the coordinator gave up so far. */
    int givenUp() {
        return given.get();
    }

    /** Opens so many connections that each send half of a request's head and then nothing. */
    void halfOpen(int count) {
        for (int opened = 0; opened < count; opened += AT_ONCE) {
            List<Future<NetSocket>> connecting = new ArrayList<>();
            for (int i = opened; i < Math.min(count, opened + AT_ONCE); i++) {
                connecting.add(connect("PUT /v1/runs/x/rounds/1/updates/y HTTP/1.1\r\nHost: coordinator\r\nX-Half: "));
            }
            Future.join(connecting).await();
        }
    }

    /** An enrolled device that was chosen and sends its update at a byte a second. */
    void slow(RawDevice device, RoundOffer offer, long length) {
        NetSocket socket = connect("PUT /v1/runs/" + offer.run() + "/rounds/" + offer.round() + "/updates/"
                + UUID.randomUUID() + " HTTP/1.1\r\nHost: coordinator\r\nContent-Type: application/octet-stream\r\n"
                + "Authorization: Bearer " + device.token() + "\r\nContent-Length: " + length + "\r\n\r\nTRS1").await();
        vertx.setPeriodic(SILENCE_MILLIS, timer -> socket.write(Buffer.buffer(new byte[1]))
                .onFailure(broken -> vertx.cancelTimer(timer)));
    }

    private Future<NetSocket> connect(String head) {
        return client.connect(port, LOOPBACK).onSuccess(socket -> {
            open.incrementAndGet();
            socket.closeHandler(closed -> {
                open.decrementAndGet();
                given.incrementAndGet();
            });
            socket.handler(answer -> {});
            socket.write(Buffer.buffer(head.getBytes(StandardCharsets.US_ASCII)));
        });
    }
}
