package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.admission.LogBudget;
import io.tributary.coordinator.admission.RequestTarget;
import io.tributary.coordinator.metrics.RequestMetrics;
import io.tributary.protocol.Fields;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes before a route is looked for: the limit of its address, then whether it is written as a request is. What is
 * not is answered 400 and closed, counted, and at most one line of log.
 */
public final class RequestGate implements Handler<HttpServerRequest> {
    private static final int MALFORMED = 400;
    private static final Logger LOG = LoggerFactory.getLogger(RequestGate.class);
    private final RequestLimits limits;
    private final PeerAddress peers;
    private final RequestMetrics metrics;
    private final LogBudget lines;
    private final Handler<HttpServerRequest> routes;

    public RequestGate(RequestLimits limits, PeerAddress peers, RequestMetrics metrics, LogBudget lines,
            Handler<HttpServerRequest> routes) {
        this.limits = limits;
        this.peers = peers;
        this.metrics = metrics;
        this.lines = lines;
        this.routes = routes;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (limits.admitAddress(request, peers.network(request))) {
            Optional<String> fault = fault(request);
            if (fault.isPresent()) {
                refuse(request, fault.get());
            } else {
                routes.handle(request);
            }
        }
    }

    /** What is not HTTP at all, or more header than is allowed. */
    public void unparsable(HttpServerRequest request) {
        if (limits.admitAddress(request, peers.network(request))) {
            refuse(request, "the request is not well-formed HTTP, or its headers are too large");
        }
    }

    private static Optional<String> fault(HttpServerRequest request) {
        int hosts = request.headers().getAll(HttpHeaders.HOST).size();
        if (hosts > 1 || (hosts == 0 && request.version() != HttpVersion.HTTP_1_0)) {
            return Optional.of("a request names its host once, in the header Host");
        }
        return RequestTarget.fault(Objects.requireNonNullElse(request.path(), ""),
                Objects.requireNonNullElse(request.query(), ""));
    }

    private void refuse(HttpServerRequest request, String fault) {
        metrics.malformed();
        lines.say(left -> LOG.warn("refused a malformed request of {}: {} {}: {}{}", peers.of(request),
                Fields.excerpt(String.valueOf(request.method())), Fields.excerpt(String.valueOf(request.uri())), fault,
                left));
        Reply reply = Reply.problem(Problems.ofStatus(MALFORMED, fault));
        request.response().setStatusCode(reply.status()).putHeader("connection", "close");
        reply.headers().forEach(request.response()::putHeader);
        request.response().end(Buffer.buffer(reply.body())).onComplete(_ -> request.connection().close());
    }
}
