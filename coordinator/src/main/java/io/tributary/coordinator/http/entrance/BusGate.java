package io.tributary.coordinator.http.entrance;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.tributary.coordinator.admission.ConnectionCaps;
import io.tributary.coordinator.log.FaultLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Takes connections to the members' event bus: {@value #MOST} at once, {@value #OF_ONE_ADDRESS} of one address, whether their TLS handshake
 * ever ends or not. What is refused, or ends before it showed that it is a member, is one line of log a minute, address and reason. Thread-safe,
 * never blocks.
 */
public final class BusGate implements Predicate<Channel> {
    static final int MOST = 256;
    static final int OF_ONE_ADDRESS = 64;
    private static final FaultLog REFUSALS = new FaultLog(LoggerFactory.getLogger(BusGate.class));

    private final ConnectionCaps caps = new ConnectionCaps(MOST, OF_ONE_ADDRESS);
    private final FaultLog refusals;

    /** Nothing is connected yet. */
    public BusGate() {
        this(REFUSALS);
    }

    BusGate(FaultLog refusals) {
        this.refusals = refusals;
    }

    /** Whether a connection that was just accepted is taken; it counts until it is closed. */
    @Override
    public boolean test(Channel connection) {
        String address = connection.remoteAddress() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress() : "unknown";
        if (caps.open(address, false) != ConnectionCaps.Verdict.TAKEN) {
            refused(address, "there are too many, " + MOST + " may be, " + OF_ONE_ADDRESS + " of one address");
            return false;
        }
        connection.closeFuture().addListener(_ -> caps.close(address));
        connection.pipeline().addFirst(new Watch(address));
        return true;
    }

    private void refused(String address, String why) {
        refusals.warn("a connection from " + address + " to the event bus of members is refused",
                new IOException(why));
    }

    /** Looks at the end of a connection whether it ever showed that it is a member's. */
    private final class Watch extends ChannelInboundHandlerAdapter {
        private final String address;

        Watch(String address) {
            this.address = address;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            SslHandler tls = context.pipeline().get(SslHandler.class);
            if (tls == null || !tls.handshakeFuture().isSuccess()) {
                refused(address, reason(tls == null ? null : tls.handshakeFuture().cause()));
            }
            context.fireChannelInactive();
        }
    }

    /** In words of ours alone: those of the JDK hold bytes of the peer, and would be another line each time. */
    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof NotSslRecordException) {
            return "it does not speak TLS, as a member of an older build does not";
        }
        return failure instanceof SSLException && !(failure instanceof SslHandshakeTimeoutException)
                ? "its TLS shows no certificate of this cluster's members"
                : "it ended without having shown what members know";
    }
}
