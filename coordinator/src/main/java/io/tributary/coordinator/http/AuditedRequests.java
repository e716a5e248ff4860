package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Operator;
import io.tributary.coordinator.access.session.Sessions;
import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.PeerAddress;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.log.OutsideEvents;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Writes to the audit log what requests do. */
final class AuditedRequests {
    private final AuditLog log;
    private final OutsideEvents outside;
    private final Background background;
    private final PeerAddress peers;

    AuditedRequests(AuditLog log, OutsideEvents outside, Background background, PeerAddress peers) {
        this.log = log;
        this.outside = outside;
        this.background = background;
        this.peers = peers;
    }

    /** Answers an operator by work that changes something, written before it is begun and when it is over. */
    void answer(RoutingContext request, String subject, Callable<Reply> work) {
        AuditAction action = of(request).about(subject);
        background.answer(request, Pool.OPERATORS, () -> {
            try {
                Reply done = log.perform(action, work);
                acted(action, "done");
                return done;
            } catch (RejectedException refused) {
                acted(action, refused.reason().code());
                throw refused;
            }
        });
    }

    private static void acted(AuditAction action, String outcome) {
        OperatorEvent.OPERATOR_ACTED.log("who", action.who(), "role", action.role(), "address", action.address(),
                "route",
                action.route(), "subject", action.subject(), "outcome", outcome);
    }

    /** Something happened that an operator must know. Blocks on storage. */
    void done(AuditAction action) {
        log.done(action);
    }

    /** A device got what it asked for. Blocks on storage. */
    void granted(AuditAction action, String device) {
        log.granted(action.about(device), device);
    }

    /** Writes what was left out. Blocks on storage. */
    void summarise() {
        log.summarise();
    }

    /** A request was denied. Blocks on storage. */
    void denied(AuditAction action, Problem problem) {
        log.denied(action, problem.code());
        OperatorEvent event = switch (action.route()) {
            case "POST /v1/enrolments" -> OperatorEvent.ENROLMENT_REFUSED;
            case "POST " + Sessions.PATH -> OperatorEvent.SESSION_REFUSED;
            default -> OperatorEvent.REQUEST_DENIED;
        };
        outside.log(event, "who", action.who(), "address", action.address(), "route", action.route(), "reason",
                problem.code().code(), "detail", problem.detail());
    }

    /** A request was denied, and is counted without an entry of its own. */
    void unlisted(Problem problem) {
        log.unlisted(problem.code());
    }

    /** Who asks for what, as far as it is known yet. */
    AuditAction of(RoutingContext request) {
        Optional<Operator> operator = Speaker.operator(request);
        Optional<String> device = Speaker.device(request);
        String who = operator.map(known -> "operator:" + known.name())
                .or(() -> device.map(known -> "device:" + known)).orElse("nobody");
        String role = operator.map(known -> known.role().code()).or(() -> device.map(_ -> "device")).orElse("none");
        return new AuditAction(who, role, peers.of(request.request()),
                request.request().method() + " " + request.request().path(), "");
    }
}
