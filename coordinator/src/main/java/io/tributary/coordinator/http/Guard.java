package io.tributary.coordinator.http;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is speaking: devices by session token, operators by the operator token. Runs before a body is read. */
final class Guard {
    private static final String DEVICE = "tributary.device";
    private static final String BEARER = "Bearer ";
    private final Sessions sessions;
    private final Sha256 operator;

    Guard(Sessions sessions, String operatorToken) {
        this.sessions = sessions;
        this.operator = hash(operatorToken);
    }

    /** Lets a device with a session pass, before its body is read. */
    SecurityPolicyHandler devices() {
        return this::device;
    }

    /** Lets an operator pass, before its body is read. */
    SecurityPolicyHandler operators() {
        return this::operator;
    }

    private void device(RoutingContext request) {
        Optional<String> device = sessions.device(bearer(request));
        if (device.isPresent()) {
            request.put(DEVICE, device.get());
            request.next();
        } else {
            request.fail(new RejectedException(Reason.UNAUTHENTICATED,
                    "no session has this token; open one with POST /v1/sessions"));
        }
    }

    /** The device that passed. */
    static String deviceOf(RoutingContext request) {
        return request.get(DEVICE);
    }

    /** Digests are compared, in constant time, so that neither length nor content leaks. */
    private void operator(RoutingContext request) {
        String token = bearer(request);
        if (token != null && MessageDigest.isEqual(hash(token).bytes(), operator.bytes())) {
            request.next();
        } else {
            request.fail(new RejectedException(Reason.UNAUTHENTICATED, "this needs the operator token"));
        }
    }

    private static Sha256 hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String bearer(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
    }
}
