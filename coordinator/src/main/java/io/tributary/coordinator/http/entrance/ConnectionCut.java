package io.tributary.coordinator.http.entrance;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Ends a connection at once. Vert.x closes one when all that was written to it is with the network, which a peer that does not read puts
 * off for as long as it likes; here what waits for it is given up.
 */
public final class ConnectionCut {
    private ConnectionCut() {}

    /** Ends it; by any thread. */
    public static void now(HttpConnection connection) {
        ChannelHandlerContext first =
                connection instanceof ConnectionBase base ? base.channel().pipeline().firstContext() : null;
        if (first == null) {
            connection.close();
        } else {
            var _ = first.close(); // not through the handlers after it, which would wait
        }
    }
}
