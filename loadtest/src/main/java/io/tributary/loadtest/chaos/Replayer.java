package io.tributary.loadtest.chaos;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Supplier;

/** Sends what a connection said once more, on a new one, and lets the answers go nowhere. Used by one event loop. */
final class Replayer {
    private static final int MOST_BYTES = 16 << 20;
    private static final long LISTEN_MILLIS = 5_000;
    private final Vertx vertx;
    private final Counters counters;
    private final Supplier<Future<NetSocket>> connect;
    private final Buffer said = Buffer.buffer();

    Replayer(Vertx vertx, Counters counters, Supplier<Future<NetSocket>> connect) {
        this.vertx = vertx;
        this.counters = counters;
        this.connect = connect;
    }

    /** Remembers the first 16 MiB. */
    void hear(Buffer segment) {
        if (said.length() + segment.length() <= MOST_BYTES) {
            said.appendBuffer(segment);
        }
    }

    /** Listens for 5 s, so that the target does its work before it notices that nobody waits for it. */
    void replay() {
        connect.get().onSuccess(socket -> {
            counters.replayed.increment();
            socket.handler(answer -> {});
            socket.write(said);
            vertx.setTimer(LISTEN_MILLIS, late -> socket.close());
        }).onFailure(refused -> counters.refused.increment());
    }
}
