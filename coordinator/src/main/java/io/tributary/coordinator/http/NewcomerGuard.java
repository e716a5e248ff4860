package io.tributary.coordinator.http;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.access.session.Sessions;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.identity.PossessionProof;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Lets devices pass that have no session yet: to enrol, and to open one. Runs before a body is read. */
final class NewcomerGuard {
    private static final String PROVEN = "tributary.proven";
    private final Enrolments enrolments;
    private final Sessions sessions;
    private final OwnAddress address;
    private final AccessOptions options;
    private final CredentialLookup credentials;

    NewcomerGuard(Enrolments enrolments, Sessions sessions, OwnAddress address, AccessOptions options,
            CredentialLookup credentials) {
        this.enrolments = enrolments;
        this.sessions = sessions;
        this.address = address;
        this.options = options;
        this.credentials = credentials;
    }

    /** Lets who shows a token that was minted pass; where anybody may enrol, requests that no foreign page can make a browser send. */
    SecurityPolicyHandler enrolments() {
        return request -> {
            if (options.enrolment() == AccessOptions.Enrolment.OPEN) {
                stranger(request);
            } else {
                Optional<String> token = Speaker.bearer(request);
                credentials.whilePaused(request, () -> enrolments.requireToken(token), _ -> request.next());
            }
        };
    }

    private void stranger(RoutingContext request) {
        try {
            requireOwn(request.request());
            requireJson(request.request());
            request.next();
        } catch (RejectedException refused) {
            request.fail(refused);
        }
    }

    /** A page can make a browser send forms and plain text to this machine, but not this type. */
    private static void requireJson(HttpServerRequest request) throws RejectedException {
        String type = Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_TYPE), "");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new RejectedException(Reason.MALFORMED, "this is sent as Content-Type: application/json");
        }
    }

    private void requireOwn(HttpServerRequest request) throws RejectedException {
        String host = Objects.requireNonNullElse(request.getHeader(HttpHeaders.HOST), "");
        List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
        if (!address.isHost(host) || !origins.stream().allMatch(address::isOrigin)) {
            throw new RejectedException(Reason.FORBIDDEN,
                    "anybody on this machine may enrol, called by its own name, and no page of another origin");
        }
    }

    /** Lets pass who proves to hold the key of an enrolled device, before the body with its certificate is read. */
    SecurityPolicyHandler possession() {
        return request -> {
            List<String> proofs = request.request().headers().getAll("DPoP");
            if (proofs.size() != 1 || !PossessionProof.isLikely(proofs.get(0))) {
                request.fail(new RejectedException(Reason.UNAUTHENTICATED,
                        "this needs one proof of possession, as header DPoP"));
            } else {
                credentials.whilePaused(request, () -> sessions.prove(proofs.get(0)), proven -> {
                    request.put(PROVEN, proven);
                    request.next();
                });
            }
        };
    }

    /** Who proved to hold a device's key. */
    static Sessions.Proven provenIn(RoutingContext request) {
        return request.get(PROVEN);
    }
}
