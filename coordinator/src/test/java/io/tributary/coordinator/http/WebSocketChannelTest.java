package io.tributary.coordinator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.coordinator.RawChannel;
import io.tributary.coordinator.channel.ChannelEnd;
import io.tributary.coordinator.channel.ChannelLimits;
import io.tributary.coordinator.channel.ChannelPass;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.protocol.message.ChannelReply;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.CoordinatorMessage.RoundOver;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One channel, with small limits and answers given by hand. */
class WebSocketChannelTest implements WebSocketChannel.Listener {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final ChannelLimits SMALL =
            new ChannelLimits(1, 1_000_000, 1_000_000, 4_096, Duration.ofMillis(1));
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Channels channels = new Channels(new CoordinatorMetrics(meters));
    private final LinkedBlockingQueue<Promise<ChannelReply>> asked = new LinkedBlockingQueue<>();
    private final CompletableFuture<WebSocketChannel> opened = new CompletableFuture<>();
    private volatile boolean hasAnswered;
    private RawChannel peer;

    @BeforeEach
    void connect() throws Exception {
        int port = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(4_096))
                .requestHandler(this::upgrade).listen(0, "127.0.0.1").await().actualPort();
        peer = new RawChannel(URI.create("http://127.0.0.1:" + port + "/?x"), "", "", 4_096);
        opened.get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        vertx.close().await();
    }

    private void upgrade(HttpServerRequest request) {
        request.toWebSocket().onSuccess(socket -> {
            WebSocketChannel channel = new WebSocketChannel(socket,
                    new ChannelPass("ann", RUN, 3, "here", () -> {}), this, SMALL, Instant::now);
            channels.add(channel);
            opened.complete(channel);
        });
    }

    @Override
    public Future<ChannelReply> ask(ChannelPass pass, byte[] json) {
        Promise<ChannelReply> answer = Promise.promise();
        asked.add(answer);
        return answer.future();
    }

    @Override
    public boolean answered(ChannelPass pass) {
        return hasAnswered;
    }

    @Override
    public void later(Duration time, Runnable work) {
        vertx.setTimer(time.toMillis(), _ -> work.run());
    }

    private double closed(String reason) {
        var counter = meters.find("tributary.channels.closed").tag("reason", reason).counter();
        return counter == null ? 0 : counter.count();
    }

    private static RunView run(int round, RunView.State state) {
        return new RunView(RUN, "n", RunView.Status.ACTIVE, null, round, 9, state, 1, 0, 0, List.of());
    }

    @Test
    void aPeerThatNeverReadsIsCutOff() throws Exception {
        boolean cut = false;
        byte[] ping = new byte[125];
        while (!cut) {
            try {
                peer.send(true, RawChannel.PING, ping);
            } catch (IOException broken) {
                cut = true; // the other end is gone, having kept no more than its queue
            }
        }
        until(() -> closed("not-reading") == 1);
        assertTrue(channels.hasRoom("bob", 1));
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within 30 s");
            Thread.onSpinWait();
        }
    }

    @Test
    void oneQuestionIsInWorkAtATime() throws Exception {
        peer.send(true, RawChannel.TEXT, new byte[] {'1'});
        peer.send(true, RawChannel.TEXT, new byte[] {'2'});
        Promise<ChannelReply> first = asked.poll(30, TimeUnit.SECONDS);
        assertEquals(0, asked.size());
        first.complete(new ChannelReply.Answer(1, new CoordinatorMessage.Wait(5)));
        Promise<ChannelReply> second = asked.poll(30, TimeUnit.SECONDS);
        second.complete(new ChannelReply.Answer(2, new CoordinatorMessage.Wait(5)));
        assertEquals(RawChannel.TEXT, peer.next().kind());
        assertEquals(RawChannel.TEXT, peer.next().kind());
    }

    @Test
    void aRevokedDevicesChannelIsClosedWithNoSweepToNoticeIt() throws Exception {
        channels.end("bob", ChannelEnd.REVOKED);
        channels.end("ann", ChannelEnd.REVOKED);
        RawChannel.Frame closing = peer.next();
        assertEquals(RawChannel.CLOSE, closing.kind());
        assertEquals(4003, closing.code());
        assertEquals("revoked", closing.reason());
    }

    @Test
    void aRoundThatIsOverIsToldOnceAndTheChannelClosesAfterAWhile() throws Exception {
        channels.changed(run(3, RunView.State.REPORTING));
        channels.changed(run(3, RunView.State.AGGREGATING));
        channels.changed(run(3, RunView.State.COMMITTED));
        channels.changed(run(4, RunView.State.SELECTING));
        RawChannel.Frame told = peer.next();
        assertEquals(new ChannelReply.Push(new RoundOver(RUN, 3, RoundOver.Outcome.CLOSED)),
                WireJson.readMessage(told.bytes(), ChannelReply.class));
        RawChannel.Frame closing = peer.next();
        assertEquals(RawChannel.CLOSE, closing.kind());
        assertEquals(1000, closing.code());
        assertEquals("round-over", closing.reason());
    }

    @Test
    void whoHasAnsweredIsNotTold() throws Exception {
        hasAnswered = true;
        channels.changed(run(3, RunView.State.AGGREGATING));
        assertEquals(RawChannel.CLOSE, peer.next().kind());
    }
}
