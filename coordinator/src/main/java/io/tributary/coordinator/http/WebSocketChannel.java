package io.tributary.coordinator.http;

import io.tributary.coordinator.access.TokenBucket;
import io.tributary.coordinator.channel.Channel;
import io.tributary.coordinator.channel.ChannelEnd;
import io.tributary.coordinator.channel.ChannelLimits;
import io.tributary.coordinator.channel.ChannelPass;
import io.tributary.protocol.message.ChannelReply;
import io.tributary.protocol.message.CoordinatorMessage.RoundOver;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel over a WebSocket (RFC 6455). Frames are read on the event loop, one question at a time: while one is being answered
 * nothing more is read, so that a peer cannot ask faster than it reads answers. Closing and pushing may be done from any thread.
 */
final class WebSocketChannel implements Channel {
    private static final short ABNORMAL = 1006;
    private final ServerWebSocket socket;
    private final ChannelPass pass;
    private final Listener listener;
    private final ChannelLimits limits;
    private final TokenBucket frames;
    private final AtomicReference<@Nullable ChannelEnd> end = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Consumer<ChannelEnd> whenOver = _ -> {};
    private Buffer partial = Buffer.buffer();

    /** What a channel asks of the coordinator. */
    interface Listener {
        /** Answers a question; fails if it has no number that the answer could carry. */
        Future<ChannelReply> ask(ChannelPass pass, byte[] json);

        /** Whether the device has answered its round, by whatever transport. */
        boolean answered(ChannelPass pass);

        /** Does something after a while. */
        void later(Duration time, Runnable work);
    }

    WebSocketChannel(ServerWebSocket socket, ChannelPass pass, Listener listener, ChannelLimits limits,
            InstantSource clock) {
        this.socket = socket;
        this.pass = pass;
        this.listener = listener;
        this.limits = limits;
        this.frames = new TokenBucket(limits.framesAtOnce(), limits.framesPerSecond(), clock);
    }

    @Override
    public ChannelPass pass() {
        return pass;
    }

    @Override
    public void listen(Consumer<ChannelEnd> ending) {
        whenOver = ending;
        socket.setWriteQueueMaxSize(limits.queueBytes());
        socket.exceptionHandler(this::broke);
        socket.closeHandler(_ -> {
            Short code = socket.closeStatusCode();
            ended(code == null || code == ABNORMAL ? ChannelEnd.BROKEN : ChannelEnd.LEFT);
        });
        socket.frameHandler(this::frame);
    }

    /** Whether this was the first reason to end. */
    private boolean ended(ChannelEnd why) {
        boolean first = end.compareAndSet(null, why);
        if (first) {
            whenOver.accept(why);
        }
        return first;
    }

    /** The network, or what came by it. */
    private void broke(Throwable failure) {
        if (failure instanceof HttpClosedException || failure instanceof IOException) {
            ended(ChannelEnd.BROKEN);
        } else {
            close(ChannelEnd.VIOLATION);
        }
    }

    private void frame(WebSocketFrame frame) {
        if (end.get() != null) {
            return;
        }
        if (!frames.take().isZero()) {
            close(ChannelEnd.FLOOD);
        } else if (isStuck()) {
            cut();
        } else if (frame.isBinary()) {
            close(ChannelEnd.BINARY);
        } else if (frame.isText() || frame.isContinuation()) {
            collect(frame);
        }
    }

    /** The library answers pings by itself: a peer that reads none of these answers is noticed here. */
    private boolean isStuck() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    private void collect(WebSocketFrame frame) {
        Buffer part = frame.binaryData();
        if (partial.length() + part.length() > ChannelLimits.MAX_MESSAGE) {
            close(ChannelEnd.TOO_LARGE);
            return;
        }
        partial.appendBuffer(part);
        if (frame.isFinal()) {
            byte[] whole = partial.getBytes();
            partial = Buffer.buffer();
            ask(whole);
        }
    }

    private void ask(byte[] json) {
        socket.pause();
        listener.ask(pass, json).onComplete(reply -> {
            if (reply.failed()) {
                close(ChannelEnd.MALFORMED);
                socket.resume();
            } else {
                send(reply.result()).onComplete(_ -> socket.resume());
            }
        });
    }

    private Future<Void> send(ChannelReply reply) {
        return end.get() != null || socket.isClosed() ? Future.succeededFuture()
                : socket.writeTextMessage(new String(WireJson.write(reply), StandardCharsets.UTF_8));
    }

    @Override
    public void roundOver(RoundOver.Outcome outcome) {
        if (over.compareAndSet(false, true)) {
            if (!listener.answered(pass)) {
                send(new ChannelReply.Push(new RoundOver(pass.run(), pass.round(), outcome)));
            }
            listener.later(limits.linger(), () -> close(ChannelEnd.ROUND_OVER));
        }
    }

    @Override
    public CompletionStage<Void> close(ChannelEnd why) {
        Future<Void> closed = Future.succeededFuture();
        if (ended(why)) {
            if (isStuck()) {
                hangUp();
            } else {
                closed = socket.close(why.code(), why.reason());
            }
        }
        return closed.toCompletionStage();
    }

    private void cut() {
        if (ended(ChannelEnd.NOT_READING)) {
            hangUp();
        }
    }

    /** A close frame would wait behind all that the peer does not read: the connection itself is closed. */
    private void hangUp() {
        var _ = ((WebSocketInternal) socket).channelHandlerContext().close();
    }

    @Override
    public String toString() {
        return "WebSocketChannel[" + pass.device() + ", run " + pass.run() + " round " + pass.round() + "]";
    }
}
