package io.tributary.coordinator.http.entrance;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of a transport, with a guard for each port that is asked about a connection when it is accepted: before TLS, and before a byte
 * of it is read. Vert.x itself tells of a connection only after its handshake. Thread-safe.
 */
public final class GuardedTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedTransport.class);

    private final Map<Integer, Predicate<Channel>> guards = new ConcurrentHashMap<>();
    private final Transport plain;
    private final io.vertx.core.spi.transport.Transport sockets;

    private GuardedTransport(Transport plain, boolean epoll) {
        this.plain = plain;
        this.sockets = epoll ? new EpollSockets() : new NioSockets();
    }

    /** On Linux' epoll where its library can be loaded, or else on Java's own sockets, of which the log then says why. */
    public static GuardedTransport fastest() {
        return epollOrNio(EPOLL);
    }

    static GuardedTransport epollOrNio(@Nullable Transport epoll) {
        if (epoll != null && epoll.available()) {
            LOG.debug("sockets are epoll's");
            return epoll();
        }
        LOG.info("sockets are Java's own (NIO), not epoll's: {}",
                epoll == null ? "netty-transport-native-epoll is not on the class path"
                        : rootOf(epoll.unavailabilityCause()));
        return nio();
    }

    /** Java's own sockets. */
    static GuardedTransport nio() {
        return new GuardedTransport(NIO, false);
    }

    /** Those of Linux' epoll, which must be {@link Transport#available}. */
    static GuardedTransport epoll() {
        return new GuardedTransport(EPOLL, true);
    }

    private static @Nullable Throwable rootOf(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Asks from now on whether a connection to a port is taken; one that is not is closed. The guard must not block. */
    public void guard(int port, Predicate<Channel> guard) {
        guards.put(port, guard);
    }

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public boolean available() {
        return plain.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return plain.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return sockets;
    }

    private ChannelFactory<ServerChannel> guarded(ChannelFactory<? extends ServerChannel> listeners) {
        return () -> {
            ServerChannel listener = listeners.newChannel();
            listener.pipeline().addFirst(new GuardHandler());
            return listener;
        };
    }

    private final class NioSockets extends NioTransport {
        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return domainSocket ? super.serverChannelFactory(true) : guarded(super.serverChannelFactory(false));
        }
    }

    /** Its classes are loaded where epoll is available. */
    private final class EpollSockets extends EpollTransport {
        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return domainSocket ? super.serverChannelFactory(true) : guarded(super.serverChannelFactory(false));
        }
    }

    /** Stands before what registers an accepted connection with an event loop. */
    private final class GuardHandler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection && !takes(context.channel(), connection)) {
                connection.unsafe().closeForcibly();
            } else {
                context.fireChannelRead(accepted);
            }
        }

        private boolean takes(Channel listener, Channel connection) {
            return !(listener.localAddress() instanceof InetSocketAddress own)
                    || guards.getOrDefault(own.getPort(), _ -> true).test(connection);
        }
    }
}
