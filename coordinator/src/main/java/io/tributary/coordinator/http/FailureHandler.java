package io.tributary.coordinator.http;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.log.FaultLog;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.Problem;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Answers what failed with a problem (RFC 9457); a denial is written to the audit log before it is answered. */
final class FailureHandler implements Handler<RoutingContext> {
    private static final int RETRY_SECONDS = 60;
    private static final List<Integer> FRAMEWORK_STATUSES = List.of(400, 404, 405, 406, 411, 413, 414, 415, 431, 500);
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(FailureHandler.class));
    private final Background background;
    private final AuditedRequests audited;

    FailureHandler(Background background, AuditedRequests audited) {
        this.background = background;
        this.audited = audited;
    }

    /** Answers the statuses that the web framework chooses by itself. */
    void mount(Router router) {
        FRAMEWORK_STATUSES.forEach(status -> router.errorHandler(status, this));
    }

    @Override
    public void handle(RoutingContext request) {
        Throwable failure = request.failure();
        String what = request.request().method() + " " + request.request().path();
        Problem problem = failure == null
                ? Problems.ofStatus(request.statusCode(), "there is no " + what + ", or it cannot be asked so")
                : Problems.of(failure);
        if (problem.code().isDenial()) {
            deny(request, problem);
        } else if (problem.code() == Reason.RATE_LIMITED) {
            Background.send(request, RequestLimits.refusal(problem, RETRY_SECONDS));
        } else {
            Background.send(request, Reply.problem(problem));
        }
    }

    private void deny(RoutingContext request, Problem problem) {
        AuditAction action = AuditedRequests.of(request);
        background.<Void>run(request, () -> {
            audited.denied(action, problem);
            return null;
        }).onFailure(broken -> FAULTS.error("a denial could not be written to the audit log", broken))
                .onComplete(_ -> Background.send(request, Reply.problem(problem)));
    }

    /** What is not HTTP at all, or more header than is allowed. */
    static void invalid(HttpServerRequest request) {
        Problem problem = Problems.ofStatus(400, "the request is not well-formed HTTP, or its headers are too large");
        Reply reply = Reply.problem(problem);
        request.response().setStatusCode(reply.status()).putHeader("connection", "close");
        reply.headers().forEach(request.response()::putHeader);
        request.response().end(Buffer.buffer(reply.body()))
                .onComplete(_ -> request.connection().close());
    }
}
