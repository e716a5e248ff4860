package io.tributary.coordinator.http.entrance;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The usual sockets, with a guard for each port that is asked about a connection when it is accepted: before TLS, and before a byte of it is
 * read. Vert.x itself tells of a connection only after its handshake. Thread-safe.
 */
public final class GuardedTransport implements Transport {
    private final Map<Integer, Predicate<Channel>> guards = new ConcurrentHashMap<>();
    private final Sockets sockets = new Sockets();

    /** Asks from now on whether a connection to a port is taken; one that is not is closed. The guard must not block. */
    public void guard(int port, Predicate<Channel> guard) {
        guards.put(port, guard);
    }

    private boolean takes(int port, Channel connection) {
        return guards.getOrDefault(port, _ -> true).test(connection);
    }

    @Override
    public String name() {
        return NIO.name();
    }

    @Override
    public boolean available() {
        return NIO.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return NIO.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return sockets;
    }

    private final class Sockets extends NioTransport {
        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return domainSocket ? super.serverChannelFactory(true) : Listener::new;
        }
    }

    private final class Listener extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int before = accepted.size();
            int read = super.doReadMessages(accepted);
            if (accepted.size() > before && accepted.getLast() instanceof Channel connection
                    && !takes(localAddress().getPort(), connection)) {
                accepted.removeLast();
                connection.unsafe().closeForcibly();
            }
            return read;
        }
    }
}
