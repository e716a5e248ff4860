package io.tributary.coordinator.http;

import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.channel.ChannelLimits;
import io.tributary.coordinator.channel.ChannelPass;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.PeerAddress;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.ChannelReply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Opens channels: WebSockets (RFC 6455) of devices in a round, guarded as every route of a device, and refused as an upload for that
 * round would be.
 */
final class ChannelRoute implements WebSocketChannel.Listener {
    static final String PATH = "/v1/channel";
    private static final ChannelLimits LIMITS = ChannelLimits.DEFAULT;
    private final Vertx vertx;
    private final Parts parts;

    /**
     * What channels are opened by.
     *
     * @param clock at which the frames of a peer are counted
     */
    record Parts(Guard guard, OpenRounds open, ChannelAnswers answers, Channels channels,
            OwnAddress address, PeerAddress peers, Background background, InstantSource clock,
            Draining draining) {}

    ChannelRoute(Vertx vertx, Parts parts) {
        this.vertx = vertx;
        this.parts = parts;
    }

    void mount(ApiRouter router) {
        router.get(PATH, parts.guard().devices()).handler(this::open);
    }

    private void open(RoutingContext routed) {
        HttpServerRequest request = routed.request();
        try {
            requireOwnOrigin(request);
            requireUpgrade(request);
            parts.draining().requireNot();
            ChannelPass pass = pass(routed);
            request.pause(); // until it is known whether the round is open
            parts.background()
                    .attempt(vertx, Pool.DEVICES, () -> parts.open().require(pass.run(), pass.round(), pass.device()))
                    .compose(_ -> upgrade(request, pass)).onFailure(refused -> {
                        routed.fail(refused);
                        request.resume();
                    });
        } catch (RejectedException refused) {
            routed.fail(refused);
        }
    }

    private void requireOwnOrigin(HttpServerRequest request) throws RejectedException {
        for (String origin : request.headers().getAll(HttpHeaders.ORIGIN)) {
            if (!parts.address().isOrigin(origin)) {
                throw new RejectedException(Reason.FORBIDDEN,
                        "a channel is for devices: a page of another origin may not open one");
            }
        }
    }

    private static void requireUpgrade(HttpServerRequest request) throws RejectedException {
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                || !"13".equals(request.getHeader("sec-websocket-version"))) {
            throw new RejectedException(Reason.MALFORMED,
                    "this is opened by a WebSocket handshake of version 13 (RFC 6455)");
        }
    }

    private ChannelPass pass(RoutingContext routed) throws RejectedException {
        HttpServerRequest request = routed.request();
        String run = Paths.checked(Ids::run, String.valueOf(request.getParam("run")));
        int round = Paths.number("round", String.valueOf(request.getParam("round")));
        return new ChannelPass(Guard.deviceOf(routed), run, round, parts.peers().of(request),
                parts.guard().sessionOf(routed));
    }

    private Future<Void> upgrade(HttpServerRequest request, ChannelPass pass) {
        if (!parts.channels().hasRoom(pass.device(), LIMITS.most())) {
            return Future.failedFuture(new RejectedException(Reason.UNAVAILABLE, "there are "
                    + LIMITS.most() + " channels open; post messages, or try again later"));
        }
        return request.toWebSocket().map(socket -> {
            parts.channels().add(
                    new WebSocketChannel(socket, pass, this, LIMITS, parts.clock()));
            return null;
        });
    }

    @Override
    public Future<ChannelReply> ask(ChannelPass pass, byte[] json) {
        return parts.background().attempt(vertx, Pool.DEVICES, () -> parts.answers().reply(pass, json))
                .recover(refused -> ChannelAnswers.refused(json, refused));
    }

    @Override
    public boolean answered(ChannelPass pass) {
        return parts.answers().answered(pass);
    }

    @Override
    public void later(Duration time, Runnable work) {
        vertx.setTimer(time.toMillis(), _ -> work.run());
    }
}
