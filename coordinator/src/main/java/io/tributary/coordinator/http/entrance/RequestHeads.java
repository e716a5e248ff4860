package io.tributary.coordinator.http.entrance;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import io.tributary.coordinator.admission.LogBudget;
import io.tributary.coordinator.metrics.RequestMetrics;
import io.tributary.coordinator.metrics.RequestMetrics.Cut;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a connection on which the head of a request, its line and header fields, does not come whole in time (I8). Before that there is no
 * request that anything else could look at. A connection on which nothing comes is none of this.
 */
public final class RequestHeads implements Handler<HttpConnection> {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(RequestHeads.class);

    private final RequestMetrics metrics;
    private final LogBudget lines;
    private final InstantSource durations;

    public RequestHeads(RequestMetrics metrics, LogBudget lines, InstantSource durations) {
        this.metrics = metrics;
        this.lines = lines;
        this.durations = durations;
    }

    /** Looks from now on at the heads that come on this connection, before and behind what decodes them. */
    @Override
    public void handle(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            ChannelPipeline pipeline = base.channel().pipeline();
            ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
            if (decoder != null) {
                Head head = new Head(connection);
                pipeline.addBefore(decoder.name(), null, new Bytes(head)).addAfter(decoder.name(), null, head);
            }
        }
    }

    /** Sees bytes that nothing was made of yet. */
    private static final class Bytes extends ChannelInboundHandlerAdapter {
        private final Head head;

        Bytes(Head head) {
            this.head = head;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            head.came = true;
            context.fireChannelRead(bytes);
        }
    }

    /** The head that comes next on one connection. Used by its event loop. */
    private final class Head extends ChannelInboundHandlerAdapter {
        private final HttpConnection connection;
        /** Bytes, since something was made of some. */
        private boolean came;
        /** The last request has come whole, or there was none. */
        private boolean next = true;
        private Instant deadline = Instant.MAX;
        private @Nullable ScheduledFuture<?> looking;

        Head(HttpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpObject) {
                came = false;
                next = message instanceof LastHttpContent;
                stopLooking();
            }
            context.fireChannelRead(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (came && next && looking == null && decodesRequests(context)) {
                deadline = durations.instant().plus(LONGEST);
                lookLater(context);
            }
            came = false;
            context.fireChannelReadComplete();
        }

        /** Behind an upgrade there are no heads any more. */
        private static boolean decodesRequests(ChannelHandlerContext context) {
            return context.pipeline().context(HttpRequestDecoder.class) != null;
        }

        private void lookLater(ChannelHandlerContext context) {
            looking = context.executor().schedule(() -> look(context), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void look(ChannelHandlerContext context) {
            if (durations.instant().isBefore(deadline)) {
                lookLater(context);
            } else {
                cut();
            }
        }

        private void cut() {
            metrics.cut(Cut.SLOW_SENDER);
            lines.say(left -> LOG.warn("cut a connection of {}: the head of a request took longer than {} s{}",
                    network(connection.remoteAddress()), LONGEST.toSeconds(), left));
            ConnectionCut.now(connection);
        }

        private static String network(@Nullable SocketAddress peer) {
            return peer == null || peer.hostAddress() == null ? "unknown" : PeerAddress.network(peer.hostAddress());
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            stopLooking();
        }

        private void stopLooking() {
            ScheduledFuture<?> later = looking;
            if (later != null) {
                later.cancel(false);
                looking = null;
            }
        }
    }
}
