package io.tributary.coordinator.cluster;

import com.hazelcast.internal.nio.ConnectionListener;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.tcp.TcpServerConnection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** Bytes that were written to connections of a member, those that ended too. Thread-safe. */
final class SocketBytes implements ConnectionListener<ServerConnection>, LongSupplier {
    private final Set<TcpServerConnection> open = new HashSet<>();
    private long ended;

    @Override
    public synchronized void connectionAdded(ServerConnection connection) {
        if (connection instanceof TcpServerConnection tcp) {
            open.add(tcp);
        }
    }

    @Override
    public synchronized void connectionRemoved(ServerConnection connection) {
        if (connection instanceof TcpServerConnection tcp && open.remove(tcp)) {
            ended += tcp.getChannel().bytesWritten();
        }
    }

    @Override
    public synchronized long getAsLong() {
        return ended + open.stream().mapToLong(connection -> connection.getChannel().bytesWritten()).sum();
    }
}
