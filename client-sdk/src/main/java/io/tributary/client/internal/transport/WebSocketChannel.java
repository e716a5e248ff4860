package io.tributary.client.internal.transport;

import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.ChannelQuestion;
import io.tributary.protocol.message.ChannelReply;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link Channel} of docs/protocol.md. Frames are read on the event loop; if a peer sends anything else than replies, the channel is closed. */
final class WebSocketChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketChannel.class);
    private static final Duration PING = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final short PROTOCOL_ERROR = 1002;
    private static final String CLOSED = "the channel is closed";
    private final Vertx vertx;
    private final Context context;
    private final WebSocket socket;
    private final Endpoint endpoint;
    private final Consumer<CoordinatorMessage> pushed;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<@Nullable Question> waiting = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long pinging;

    /** A question without its answer. */
    private record Question(int number, Promise<CoordinatorMessage> answer) {}

    /** Takes a socket that was just opened, on its event loop. */
    WebSocketChannel(Vertx vertx, WebSocket socket, Endpoint endpoint, Consumer<CoordinatorMessage> pushed) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
        this.endpoint = endpoint;
        this.pushed = pushed;
        this.pinging = vertx.setPeriodic(PING.toMillis(), now -> socket.writePing(Buffer.buffer()));
        socket.exceptionHandler(broken -> LOG.debug("the channel to {} broke", endpoint, broken));
        socket.closeHandler(end -> ended());
        socket.textMessageHandler(this::heard);
        socket.binaryMessageHandler(bytes -> leave("a binary message"));
    }

    private void ended() {
        vertx.cancelTimer(pinging);
        closed.countDown();
        Question lost = waiting.getAndSet(null);
        if (lost != null) {
            lost.answer().tryFail(new TransportException("the channel broke before the answer"));
        }
    }

    private void heard(String text) {
        try {
            ChannelReply reply = WireJson.readMessage(text.getBytes(StandardCharsets.UTF_8), ChannelReply.class);
            Optional<String> wrong = reply.fold(
                    answer -> settle(answer.number(), asker -> asker.complete(answer.message())),
                    refusal -> settle(refusal.number(), asker -> asker.fail(
                            new RejectedException(refusal.problem().code(), refusal.problem().detail()))),
                    push -> {
                        pushed.accept(push.message());
                        return Optional.empty();
                    });
            wrong.ifPresent(this::leave);
        } catch (RejectedException unreadable) {
            leave(unreadable.getMessage());
        }
    }

    /** Ends the question of this number. @return what is wrong if no such question is open */
    private Optional<String> settle(int number, Consumer<Promise<CoordinatorMessage>> end) {
        Question question = waiting.get();
        if (question == null || question.number() != number || !waiting.compareAndSet(question, null)) {
            return Optional.of("an answer to question " + number + ", which is not open");
        }
        end.accept(question.answer());
        return Optional.empty();
    }

    private void leave(@Nullable String why) {
        LOG.info("the channel to {} is closed, as the coordinator sent a wrong reply: {}", endpoint, why);
        socket.close(PROTOCOL_ERROR);
        ended();
    }

    @Override
    public CoordinatorMessage send(DeviceMessage message)
            throws RejectedException, TransportException, InterruptedException {
        Question question = new Question(asked.incrementAndGet(), Promise.promise());
        waiting.set(question);
        if (closed.getCount() == 0) {
            waiting.set(null);
            throw new TransportException(CLOSED);
        }
        long timer = vertx.setTimer(ANSWER.toMillis(), late -> leave("no answer within " + ANSWER));
        String text =
                new String(WireJson.write(new ChannelQuestion(question.number(), message)), StandardCharsets.UTF_8);
        context.runOnContext(turn -> socket.writeTextMessage(text).onFailure(broken -> ended()));
        try {
            return Waiting.on(question.answer().future(), endpoint);
        } finally {
            vertx.cancelTimer(timer);
        }
    }

    @Override
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        socket.close();
        ended();
    }
}
