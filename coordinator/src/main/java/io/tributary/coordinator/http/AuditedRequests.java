package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Operator;
import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.protocol.message.Problem;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Writes to the audit log what requests do. */
final class AuditedRequests {
    private final AuditLog log;
    private final Background background;

    AuditedRequests(AuditLog log, Background background) {
        this.log = log;
        this.background = background;
    }

    /** Answers an operator by work that changes something, written before it is begun and when it is over. */
    void answer(RoutingContext request, String subject, Callable<Reply> work) {
        AuditAction action = of(request).about(subject);
        background.answer(request, () -> log.perform(action, work));
    }

    /** A device got what it asked for. Blocks on storage. */
    void done(AuditAction action) {
        log.done(action);
    }

    /** A request was denied. Blocks on storage. */
    void denied(AuditAction action, Problem problem) {
        log.denied(action, problem.code());
    }

    /** Who asks for what, as far as it is known yet. */
    static AuditAction of(RoutingContext request) {
        Optional<Operator> operator = Guard.knownOperator(request);
        Optional<String> device = Guard.knownDevice(request);
        String who = operator.map(known -> "operator:" + known.name())
                .or(() -> device.map(known -> "device:" + known)).orElse("nobody");
        String role = operator.map(known -> known.role().code()).or(() -> device.map(_ -> "device")).orElse("none");
        return new AuditAction(who, role, PeerAddress.of(request.request()),
                request.request().method() + " " + request.request().path(), "");
    }
}
