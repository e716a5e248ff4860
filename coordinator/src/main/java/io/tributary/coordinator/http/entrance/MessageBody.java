package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.admission.InFlight;
import io.tributary.coordinator.admission.LeastRate;
import io.tributary.coordinator.admission.Pace;
import io.tributary.coordinator.metrics.RequestMetrics.Cut;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a message, bounded in bytes and time (I8); uploads are not read so. All unfinished bodies together have a bound as
 * well: where there is no room for more, the oldest is given up, and a peer that sends slower than the least rate is too. Comes after
 * whatever looks at credentials.
 */
public final class MessageBody {
    private static final String BODY = "tributary.body";
    private static final LeastRate USUAL = new LeastRate(Duration.ofSeconds(10), 4 << 10);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 1_000;

    private final InFlight unfinished;
    private final Answers answers;
    private final PeerAddress peers;
    private final InstantSource durations;
    private final LeastRate rate;

    public MessageBody(InFlight unfinished, Answers answers, PeerAddress peers, InstantSource durations) {
        this(unfinished, answers, peers, durations, USUAL);
    }

    /** With a least rate of one's own. */
    MessageBody(InFlight unfinished, Answers answers, PeerAddress peers, InstantSource durations, LeastRate rate) {
        this.unfinished = unfinished;
        this.answers = answers;
        this.peers = peers;
        this.durations = durations;
        this.rate = rate;
    }

    /** Reads a body of at most so many bytes, and goes on when it is there. */
    public Handler<RoutingContext> atMost(int most) {
        return request -> {
            HttpServerRequest http = request.request();
            if (declared(http) > most) {
                request.fail(tooLarge(most));
            } else {
                Reading reading = new Reading(request, most);
                http.handler(reading::add).endHandler(_ -> reading.whole()).exceptionHandler(_ -> reading.end());
                if ("100-continue".equalsIgnoreCase(http.getHeader(HttpHeaders.EXPECT))) {
                    http.response().writeContinue();
                }
            }
        };
    }

    /** What was read. */
    public static byte[] of(RoutingContext request) {
        Buffer body = request.get(BODY);
        return body == null ? new byte[0] : body.getBytes();
    }

    private static long declared(HttpServerRequest http) {
        String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }

    private static RejectedException tooLarge(int most) {
        return new RejectedException(Reason.TOO_LARGE, "a body has at most " + most + " bytes here");
    }

    /** One body. Used by the event loop of its request. */
    private final class Reading {
        private final RoutingContext request;
        private final int most;
        private final Pace pace = rate.begin(durations);
        private final Instant deadline = durations.instant().plus(LONGEST);
        private final InFlight.Item item;
        private final long looking;
        private @Nullable Buffer body = Buffer.buffer();

        Reading(RoutingContext request, int most) {
            this.request = request;
            this.most = most;
            this.item = unfinished.begin(peers.network(request.request()), () -> request.vertx().runOnContext(
                    _ -> cut(Cut.NO_ROOM, "was the oldest unfinished request when there was no room for more")));
            this.looking = request.vertx().setPeriodic(LOOK_MILLIS, _ -> look());
        }

        private void look() {
            long received = body == null ? 0 : body.length();
            if (pace.isOver(received)) {
                cut(Cut.SLOW_SENDER, "was slower than " + rate + ": it sent " + received + " bytes");
            } else if (!durations.instant().isBefore(deadline)) {
                cut(Cut.SLOW_SENDER, "took longer than " + LONGEST.toSeconds() + " s: it sent " + received + " bytes");
            }
        }

        private void add(Buffer part) {
            Buffer there = body;
            if (there == null) {
                return;
            }
            if (there.length() + part.length() > most) {
                end();
                request.fail(tooLarge(most));
                return;
            }
            there.appendBuffer(part);
            item.grow(part.length());
        }

        private void whole() {
            Buffer there = body;
            if (there != null) {
                end();
                request.put(BODY, there);
                request.next();
            }
        }

        private void cut(Cut why, String what) {
            if (body != null) {
                end();
                answers.cut(request, why, what);
            }
        }

        /** Nobody reads any more. */
        private void end() {
            body = null;
            item.end();
            request.vertx().cancelTimer(looking);
        }
    }
}
