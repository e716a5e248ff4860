package io.tributary.coordinator.http.entrance;

import io.vertx.core.Vertx;
import io.vertx.core.transport.Transport;
import java.util.stream.Stream;

/** The transports that a coordinator may be on, for tests that must hold on each. */
enum Sockets {
    NIO, EPOLL;

    /** Those of this machine. */
    static Stream<Sockets> here() {
        boolean epoll = Transport.EPOLL != null && Transport.EPOLL.available();
        return epoll ? Stream.of(NIO, EPOLL) : Stream.of(NIO);
    }

    GuardedTransport guarded() {
        return this == EPOLL ? GuardedTransport.epoll() : GuardedTransport.nio();
    }

    /** A Vert.x on them. */
    Vertx vertx() {
        return Vertx.builder().withTransport(guarded()).build();
    }
}
