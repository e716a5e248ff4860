package io.tributary.coordinator.channel;

import io.tributary.coordinator.access.TokenBucket;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a device in a round. Frames are read on the event loop, one question at a time: while one is in work nothing
 * more is read, so that a peer cannot have more answers than it takes. Closing and pushing may be done from any thread.
 */
public final class Channel {
    private static final short ABNORMAL = 1006;
    private final ServerWebSocket socket;
    private final ChannelPass pass;
    private final Ears ears;
    private final ChannelLimits limits;
    private final TokenBucket frames;
    private final AtomicReference<@Nullable ChannelEnd> end = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Consumer<ChannelEnd> whenOver = _ -> {};
    private Buffer partial = Buffer.buffer();

    /** What a channel is heard by. */
    public interface Ears {
        /** Answers a question; fails if it has no number to answer to. */
        Future<ChannelReply> ask(ChannelPass pass, byte[] json);

        /** Whether the device has answered its round, by whatever transport. */
        boolean answered(ChannelPass pass);

        /** Does something after a while. */
        void later(Duration time, Runnable work);
    }

    public Channel(ServerWebSocket socket, ChannelPass pass, Ears ears, ChannelLimits limits,
            InstantSource clock) {
        this.socket = socket;
        this.pass = pass;
        this.ears = ears;
        this.limits = limits;
        this.frames = new TokenBucket(limits.framesAtOnce(), limits.framesPerSecond(), clock);
    }

    ChannelPass pass() {
        return pass;
    }

    /** Reads from now on; {@code whenOver} hears once why the channel ended. */
    void listen(Consumer<ChannelEnd> ending) {
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

    /** A ping is answered by the library: a peer that reads none of it is seen here. */
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
        ears.ask(pass, json).onComplete(reply -> {
            if (reply.failed()) {
                close(ChannelEnd.MALFORMED);
                socket.resume();
            } else {
                say(reply.result()).onComplete(_ -> socket.resume());
            }
        });
    }

    private Future<Void> say(ChannelReply reply) {
        return end.get() != null || socket.isClosed() ? Future.succeededFuture()
                : socket.writeTextMessage(new String(WireJson.write(reply), StandardCharsets.UTF_8));
    }

    /** Its round is over: tells the device, if it has not answered, and closes after a while if the device does not. Once. */
    void roundOver(RoundOver.Outcome outcome) {
        if (over.compareAndSet(false, true)) {
            if (!ears.answered(pass)) {
                say(new ChannelReply.Push(new RoundOver(pass.run(), pass.round(), outcome)));
            }
            ears.later(limits.linger(), () -> close(ChannelEnd.ROUND_OVER));
        }
    }

    /** Closes it if its session is over. */
    void requireSession() {
        try {
            pass.session().require();
        } catch (RejectedException over) {
            close(over.reason() == Reason.REVOKED ? ChannelEnd.REVOKED
                    : ChannelEnd.SESSION_OVER);
        }
    }

    /** Closes it, saying why; does nothing if it was closed before. */
    Future<Void> close(ChannelEnd why) {
        return ended(why) ? socket.close(why.code(), why.reason()) : Future.succeededFuture();
    }

    /** A close frame would wait behind all that the peer does not read: the connection itself is closed. */
    private void cut() {
        if (ended(ChannelEnd.NOT_READING)) {
            var _ = ((WebSocketInternal) socket).channelHandlerContext().close();
        }
    }

    @Override
    public String toString() {
        return "Channel[" + pass.device() + ", run " + pass.run() + " round " + pass.round() + "]";
    }
}
