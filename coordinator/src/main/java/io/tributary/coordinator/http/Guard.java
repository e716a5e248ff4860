package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Operator;
import io.tributary.coordinator.access.Operators;
import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.access.Sessions;
import io.tributary.coordinator.channel.ChannelPass;
import io.tributary.coordinator.device.DeviceSightings;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Optional;

/** Who is speaking: devices by session token, operators by theirs. Runs before a body is read. */
final class Guard {
    private static final String DEVICE = "tributary.device";
    private static final String OPERATOR = "tributary.operator";
    private static final String BEARER = "Bearer ";
    private final Sessions sessions;
    private final Operators operators;
    private final RequestLimits limits;
    private final DeviceSightings sightings;
    private final Background background;

    Guard(Sessions sessions, Operators operators, RequestLimits limits, DeviceSightings sightings,
            Background background) {
        this.sessions = sessions;
        this.operators = operators;
        this.limits = limits;
        this.sightings = sightings;
        this.background = background;
    }

    /** Lets a device with a session pass, before its body is read. */
    SecurityPolicyHandler devices() {
        return this::device;
    }

    /** Lets an operator of at least this role pass, before the body is read. */
    SecurityPolicyHandler operators(Role least) {
        return request -> operator(request, least);
    }

    private void device(RoutingContext request) {
        try {
            String device = sessions.require(bearer(request));
            request.put(DEVICE, device);
            if (limits.admitDevice(request, device)) {
                sightings.saw(device, Optional.ofNullable(request.request().getHeader(HttpHeaders.USER_AGENT)));
                request.next();
            }
        } catch (RejectedException refused) {
            request.fail(refused);
        }
    }

    /** The body is not read while the token is checked. */
    private void operator(RoutingContext request, Role least) {
        Optional<String> token = bearer(request);
        if (token.isEmpty()) {
            request.fail(new RejectedException(Reason.UNAUTHENTICATED,
                    "this needs an operator's token, as Authorization: Bearer TOKEN"));
            return;
        }
        request.request().pause();
        background.run(request, () -> operators.authenticate(token.get())).onComplete(known -> {
            if (known.succeeded()) {
                admit(request, known.result(), least);
            } else {
                request.fail(known.cause());
            }
            request.request().resume();
        });
    }

    private static void admit(RoutingContext request, Operator operator, Role least) {
        request.put(OPERATOR, operator);
        if (operator.role().includes(least)) {
            request.next();
        } else {
            request.fail(new RejectedException(Reason.FORBIDDEN,
                    "this needs the role " + least.code() + ", not " + operator.role().code()));
        }
    }

    /** The device that passed. */
    static String deviceOf(RoutingContext request) {
        return request.get(DEVICE);
    }

    /** The device that is known to speak, if one is. */
    static Optional<String> knownDevice(RoutingContext request) {
        return Optional.ofNullable(request.get(DEVICE));
    }

    /** The operator who is known to speak, if one is. */
    static Optional<Operator> knownOperator(RoutingContext request) {
        return Optional.ofNullable(request.get(OPERATOR));
    }

    /** Whether a token is shown that is no device's: where none is needed, it is not looked at, and this is for figures alone. */
    static boolean operatorSpeaks(RoutingContext request) {
        return knownDevice(request).isEmpty() && bearer(request).isPresent();
    }

    /** Whether the session that this request was made in is still open, to be asked later. */
    ChannelPass.Session sessionOf(RoutingContext request) {
        Optional<String> token = bearer(request);
        return () -> sessions.require(token);
    }

    /** The token that is shown, if one is; a blank one is none. The scheme has no case (RFC 9110, section 11.1). */
    static Optional<String> bearer(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length())).filter(token -> !token.isBlank());
    }
}
