package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Operator;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who speaks in a request: the token that is shown, and the device or operator that a guard found it to belong to. */
final class Speaker {
    private static final String DEVICE = "tributary.device";
    private static final String OPERATOR = "tributary.operator";
    private static final String BEARER = "Bearer ";

    private Speaker() {}

    /** The token that is shown, if one is; a blank one is none. The scheme has no case (RFC 9110, section 11.1). */
    static Optional<String> bearer(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length())).filter(token -> !token.isBlank());
    }

    /** From now on, this device is known to speak. */
    static void is(RoutingContext request, String device) {
        request.put(DEVICE, device);
    }

    /** From now on, this operator is known to speak. */
    static void is(RoutingContext request, Operator operator) {
        request.put(OPERATOR, operator);
    }

    /** From now on, no device is known to speak. */
    static void isNoDevice(RoutingContext request) {
        request.remove(DEVICE);
    }

    /** The device that is known to speak, if one is. */
    static Optional<String> device(RoutingContext request) {
        return Optional.ofNullable(request.get(DEVICE));
    }

    /** The operator who is known to speak, if one is. */
    static Optional<Operator> operator(RoutingContext request) {
        return Optional.ofNullable(request.get(OPERATOR));
    }
}
