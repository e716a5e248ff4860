package io.tributary.client.fake;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.ChannelQuestion;
import io.tributary.protocol.message.ChannelReply;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The coordinator's end of channels. */
public final class FakeChannels {
    private final Handler handler;
    private final BlockingQueue<ServerWebSocket> opened = new LinkedBlockingQueue<>();
    private final List<DeviceMessage> heard = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private volatile boolean breaks;
    private volatile String instead = "";

    /** Answers what is said. */
    @FunctionalInterface
    interface Handler {
        CoordinatorMessage answer(DeviceMessage message) throws RejectedException;
    }

    FakeChannels(Handler handler) {
        this.handler = handler;
    }

    /** Breaks channels on which something is asked, once it was heard. */
    public void breakOnQuestions() {
        breaks = true;
    }

    /** Says this instead of answers. */
    public void sayInstead(String text) {
        instead = text;
    }

    /** What was said on channels. */
    public List<DeviceMessage> heard() {
        return heard;
    }

    /** What channels were asked for. */
    public List<String> queries() {
        return queries;
    }

    /** The next channel that is opened, or was and nobody took it. */
    public ServerWebSocket next() throws InterruptedException {
        ServerWebSocket socket = opened.poll(60, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("no channel was opened within a minute");
        }
        return socket;
    }

    /** Says something unasked. */
    public static void push(ServerWebSocket socket, CoordinatorMessage message) {
        socket.writeTextMessage(text(new ChannelReply.Push(message)));
    }

    void upgrade(HttpServerRequest request) {
        queries.add(request.query());
        request.toWebSocket().onSuccess(socket -> {
            socket.textMessageHandler(text -> answer(socket, text));
            opened.add(socket);
        });
    }

    private void answer(ServerWebSocket socket, String text) {
        try {
            ChannelQuestion question =
                    WireJson.readMessage(text.getBytes(StandardCharsets.UTF_8), ChannelQuestion.class);
            heard.add(question.message());
            String reply = text(reply(question));
            if (breaks) {
                socket.close();
            } else {
                socket.writeTextMessage(instead.isEmpty() ? reply : instead);
            }
        } catch (RejectedException nonsense) {
            throw new AssertionError(nonsense);
        }
    }

    private ChannelReply reply(ChannelQuestion question) {
        try {
            return new ChannelReply.Answer(question.number(), handler.answer(question.message()));
        } catch (RejectedException refused) {
            return new ChannelReply.Refusal(question.number(), Problem.of(refused));
        }
    }

    private static String text(ChannelReply reply) {
        return new String(WireJson.write(reply), StandardCharsets.UTF_8);
    }
}
