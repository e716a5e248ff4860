package io.tributary.loadtest.chaos;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on loopback between devices and a coordinator, which does to each connection what its script says. Every draw
 * follows from (seed, number of the connection); only how the network cuts a stream into segments does not. Thread-safe; start and
 * close it from a thread that may block.
 */
public final class ChaosProxy implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int BACKLOG = 16_384;
    private final Vertx vertx;
    private final NetClient client;
    private final NetServer server;
    private final Script script;
    private final long seed;
    private final Counters counters = new Counters();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int target;

    private ChaosProxy(Vertx vertx, int target, long seed, Script script) {
        this.vertx = vertx;
        this.target = target;
        this.script = script;
        this.seed = seed;
        this.client = vertx.createNetClient();
        this.server = vertx.createNetServer(
                new NetServerOptions().setHost(LOOPBACK).setPort(0).setAcceptBacklog(BACKLOG))
                .connectHandler(this::take);
    }

    /** Listens on a free port of loopback for connections to another port of it. */
    public static ChaosProxy start(Vertx vertx, int target, long seed, Script script) {
        ChaosProxy proxy = new ChaosProxy(vertx, target, seed, script);
        proxy.server.listen().await();
        return proxy;
    }

    /** Where it listens. */
    public int port() {
        return server.actualPort();
    }

    /** Connections from now on go to another port; those there are stay where they are. */
    public void target(int port) {
        target = port;
    }

    /** What it did so far. */
    public ChaosStatistics statistics() {
        return counters.read();
    }

    /** Breaks every connection there is. */
    public void cutAll() {
        open.forEach(NetSocket::close);
    }

    private void take(NetSocket near) {
        near.pause();
        counters.connections.increment();
        int number = connections.getAndIncrement();
        int port = target;
        keep(near);
        client.connect(port, LOOPBACK).onSuccess(far -> {
            keep(far);
            join(near, far, port, number);
        }).onFailure(refused -> {
            counters.refused.increment();
            near.close();
        });
    }

    private void keep(NetSocket socket) {
        open.add(socket);
        socket.closeHandler(closed -> open.remove(socket));
    }

    private void join(NetSocket near, NetSocket far, int port, int number) {
        SplittableRandom random = new SplittableRandom(seed ^ new SplittableRandom(number).nextLong());
        Treatment treatment = script.next(number, random);
        Replayer replayer = new Replayer(vertx, counters, () -> client.connect(port, LOOPBACK));
        new Pipe(vertx, near, far, treatment.up(), random.split(), counters, counters.bytesUp, replayer).open();
        new Pipe(vertx, far, near, treatment.down(), random.split(), counters, counters.bytesDown, replayer).open();
        near.resume();
    }

    /** Breaks every connection and stops listening. */
    @Override
    public void close() {
        Future<Void> closed = server.close();
        cutAll();
        closed.await();
        client.close().await();
    }
}
