package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Operator;
import io.tributary.coordinator.access.Operators;
import io.tributary.coordinator.access.Role;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Lets operators pass whose token is good and whose role is enough. */
final class OperatorGuard {
    private final Operators operators;
    private final CredentialLookup credentials;

    OperatorGuard(Operators operators, CredentialLookup credentials) {
        this.operators = operators;
        this.credentials = credentials;
    }

    /** Lets an operator of at least this role pass; fails the request of anybody else. */
    void check(RoutingContext request, Role least) {
        try {
            String token = Speaker.bearer(request).orElseThrow(() -> new RejectedException(Reason.UNAUTHENTICATED,
                    "this needs an operator's token, as Authorization: Bearer TOKEN"));
            Optional<Operator> known = operators.known(token);
            if (known.isPresent()) {
                admit(request, known.get(), least);
            } else {
                credentials.whilePaused(request, () -> operators.authenticate(token),
                        operator -> admit(request, operator, least));
            }
        } catch (RejectedException refused) {
            request.fail(refused);
        }
    }

    private static void admit(RoutingContext request, Operator operator, Role least) {
        Speaker.is(request, operator);
        if (operator.role().includes(least)) {
            request.next();
        } else {
            request.fail(new RejectedException(Reason.FORBIDDEN,
                    "this needs the role " + least.code() + ", not " + operator.role().code()));
        }
    }
}
