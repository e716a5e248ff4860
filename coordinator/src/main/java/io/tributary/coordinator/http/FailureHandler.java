package io.tributary.coordinator.http;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.Problems;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.coordinator.http.entrance.RequestLimits;
import io.tributary.coordinator.log.FaultLog;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Answers what failed with a problem (RFC 9457); a denial is written to the audit log before it is answered. */
final class FailureHandler implements Handler<RoutingContext> {
    private static final int RETRY_SECONDS = 60;
    /** Statuses that the web framework chooses by itself. */
    static final List<Integer> FRAMEWORK_STATUSES = List.of(400, 404, 405, 406, 411, 413, 414, 415, 431, 500);
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(FailureHandler.class));
    private static final int MALFORMED = 400;
    private final Background background;
    private final AuditedRequests audited;

    FailureHandler(Background background, AuditedRequests audited) {
        this.background = background;
        this.audited = audited;
    }

    @Override
    public void handle(RoutingContext request) {
        Throwable failure = request.failure();
        String what = request.request().method() + " " + request.request().path();
        Problem problem = failure == null || isMalformed(request)
                ? Problems.ofStatus(request.statusCode(), "there is no " + what + ", or it cannot be asked so")
                : Problems.of(failure);
        if (problem.code().isDenial()) {
            deny(request, problem);
        } else if (problem.code() == Reason.RATE_LIMITED) {
            background.send(request, RequestLimits.refusal(problem, RETRY_SECONDS));
        } else if (problem.code() == Reason.USE_DPOP_NONCE) {
            background.send(request, Reply.problem(problem)
                    .with(Map.of("www-authenticate", "DPoP error=\"use_dpop_nonce\", algs=\"EdDSA\"")));
        } else if (request.get(ApiRouter.ALLOWED) != null) {
            background.send(request,
                    Reply.problem(problem).with(Map.of("allow", request.<String>get(ApiRouter.ALLOWED))));
        } else {
            background.send(request, Reply.problem(problem));
        }
    }

    /** A request whose field Host is missing or no host: the framework fails it by an exception of its own. */
    private static boolean isMalformed(RoutingContext request) {
        return request.failure() instanceof VertxException && request.statusCode() == MALFORMED;
    }

    private void deny(RoutingContext request, Problem problem) {
        AuditAction action = audited.of(request);
        background.<Void>attempt(request.vertx(), Pool.DENIALS, () -> {
            audited.denied(action, problem);
            return null;
        }).onFailure(broken -> unwritten(broken, problem))
                .onComplete(_ -> background.send(request, Reply.problem(problem)));
    }

    /** Where too many are being written it is counted, as those beyond the budget are. */
    private void unwritten(Throwable broken, Problem problem) {
        if (broken instanceof RejectedException) {
            audited.unlisted(problem);
        } else {
            FAULTS.error("a denial could not be written to the audit log", broken);
        }
    }
}
