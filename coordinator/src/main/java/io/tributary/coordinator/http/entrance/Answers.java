package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.admission.LeastRate;
import io.tributary.coordinator.admission.LogBudget;
import io.tributary.coordinator.admission.Pace;
import io.tributary.coordinator.metrics.RequestMetrics;
import io.tributary.coordinator.metrics.RequestMetrics.Cut;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends answers. An answer that waits for its reader holds no thread and no place, only its bytes, and these not for ever: a reader that
 * is slower than the least rate is cut.
 */
public final class Answers {
    private static final LeastRate USUAL = new LeastRate(Duration.ofSeconds(10), 8 << 10);
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final RequestMetrics metrics;
    private final LogBudget lines;
    private final PeerAddress peers;
    private final LeastRate rate;

    public Answers(RequestMetrics metrics, PeerAddress peers, LogBudget lines) {
        this(metrics, peers, lines, USUAL);
    }

    /** With a least rate of one's own. */
    Answers(RequestMetrics metrics, PeerAddress peers, LogBudget lines, LeastRate rate) {
        this.metrics = metrics;
        this.peers = peers;
        this.lines = lines;
        this.rate = rate;
    }

    /** Sends a reply; the future ends when its bytes are with the network. */
    public Future<Void> send(RoutingContext request, Reply reply) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        return inTime(request, rate.longest(reply.body().length), response.end(Buffer.buffer(reply.body())));
    }

    /** The pace of a reader whose answer goes out in pieces. */
    public Pace pace(InstantSource durations) {
        return rate.begin(durations);
    }

    /** The same future; the connection is cut if it has not completed in time. */
    public Future<Void> inTime(RoutingContext request, Duration left, Future<Void> sent) {
        if (!sent.isComplete()) {
            long timer = request.vertx().setTimer(Math.max(1, left.toMillis()), _ -> cut(request, Cut.SLOW_READER,
                    "reads its answer slower than " + rate));
            sent.onComplete(_ -> request.vertx().cancelTimer(timer));
        }
        return sent;
    }

    /** Ends a connection without an answer that its peer would not read, or after half of one; counted, and said in the log. */
    public void cut(RoutingContext request, Cut why, String what) {
        metrics.cut(why);
        lines.say(left -> LOG.warn("cut {} {} of {}: it {}{}", request.request().method(), request.request().path(),
                peers.of(request.request()), what, left));
        ConnectionCut.now(request.request().connection());
    }
}
