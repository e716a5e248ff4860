package io.tributary.client;

import io.tributary.client.internal.member.KnownMembers;
import io.tributary.client.internal.transport.HttpTransport;
import io.tributary.client.internal.transport.MemberTransport;
import io.tributary.client.internal.transport.Transport;
import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loop of a client: the embedder's, or one of its own that closes with it. */
final class ClientVertx {
    private static final Logger LOG = LoggerFactory.getLogger(ClientVertx.class);
    private final Vertx vertx;
    private final boolean own;

    private ClientVertx(Vertx vertx, boolean own) {
        this.vertx = vertx;
        this.own = own;
    }

    static ClientVertx of(Optional<Vertx> given) {
        return given.map(shared -> new ClientVertx(shared, false)).orElseGet(() -> new ClientVertx(small(), true));
    }

    /**
     * A client has two connections and reads one file at a time; it caches no file of the class path. Its sockets are the system's own
     * (epoll) where the application brings Netty's library for them, and Java's (NIO) everywhere else.
     */
    private static Vertx small() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1)
                .setWorkerPoolSize(1).setInternalBlockingPoolSize(2).setUseDaemonThread(true).setFileSystemOptions(
                        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
        LOG.debug("sockets are {}", vertx.isNativeTransportEnabled() ? "the system's own" : "Java's (NIO)");
        return vertx;
    }

    /** Calls at these members, each of which must have a certificate of its own name. */
    Transport connect(KnownMembers members, ClientTls tls) {
        return new MemberTransport(members, member -> new HttpTransport(vertx, member, tls));
    }

    /** Returns when its threads have ended, even if the calling thread is interrupted. */
    void close() {
        if (own) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
