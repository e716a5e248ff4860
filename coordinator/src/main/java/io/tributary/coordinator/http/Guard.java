package io.tributary.coordinator.http;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.Operator;
import io.tributary.coordinator.access.Operators;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.access.Sessions;
import io.tributary.coordinator.channel.ChannelPass;
import io.tributary.coordinator.device.DeviceSightings;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.PeerAddress;
import io.tributary.coordinator.http.entrance.RequestLimits;
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
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Who is speaking: devices by session token, operators by theirs. Runs before a body is read. */
final class Guard {
    private static final String DEVICE = "tributary.device";
    private static final String PROVEN = "tributary.proven";
    private static final String OPERATOR = "tributary.operator";
    private static final String BEARER = "Bearer ";
    private final Sessions sessions;
    private final Operators operators;
    private final Enrolments enrolments;
    private final OwnAddress address;
    private final AccessOptions options;
    private final RequestLimits limits;
    private final DeviceSightings sightings;
    private final Background background;
    private final PeerAddress peers;

    /** Whom a guard asks. */
    record Known(Sessions sessions, Operators operators, Enrolments enrolments, OwnAddress address) {}

    Guard(Known known, AccessOptions options, RequestLimits limits, DeviceSightings sightings,
            Background background, PeerAddress peers) {
        this.sessions = known.sessions();
        this.operators = known.operators();
        this.enrolments = known.enrolments();
        this.address = known.address();
        this.options = options;
        this.limits = limits;
        this.sightings = sightings;
        this.background = background;
        this.peers = peers;
    }

    /** Lets a device with a session pass, before its body is read. */
    SecurityPolicyHandler devices() {
        return this::device;
    }

    /** Lets an operator of at least this role pass, before the body is read. */
    SecurityPolicyHandler operators(Role least) {
        return request -> operator(request, least);
    }

    /** Lets a device with a session pass, or an operator who may look; anybody where models are public. */
    SecurityPolicyHandler readers() {
        return options.publicModels() ? this::told : this::reader;
    }

    /** Lets who may see what is counted: operators, and everybody while only this machine can ask. */
    SecurityPolicyHandler metrics() {
        return request -> {
            if (address.isOfThisMachine() && options.proxies().isEmpty()) {
                request.next();
            } else {
                operator(request, Role.VIEWER);
            }
        };
    }

    /** Lets who shows a token that was minted pass; where anybody may enrol, requests that no foreign page can make a browser send. */
    SecurityPolicyHandler enrolments() {
        return request -> {
            if (options.enrolment() == AccessOptions.Enrolment.OPEN) {
                stranger(request);
            } else {
                Optional<String> token = bearer(request);
                whilePaused(request, () -> enrolments.requireToken(token), _ -> request.next());
            }
        };
    }

    /** Lets pass who proves to hold the key of an enrolled device, before the body with its certificate is read. */
    SecurityPolicyHandler possession() {
        return request -> {
            List<String> proofs = request.request().headers().getAll("DPoP");
            if (proofs.size() != 1 || !PossessionProof.isLikely(proofs.get(0))) {
                request.fail(new RejectedException(Reason.UNAUTHENTICATED,
                        "this needs one proof of possession, as header DPoP"));
            } else {
                whilePaused(request, () -> sessions.prove(proofs.get(0)), proven -> {
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

    /** Where anybody may read, it is still told apart whose session is shown. */
    private void told(RoutingContext request) {
        try {
            request.put(DEVICE, sessions.require(bearer(request)));
        } catch (RejectedException noSession) {
            request.remove(DEVICE);
        }
        request.next();
    }

    private void reader(RoutingContext request) {
        try {
            request.put(DEVICE, sessions.require(bearer(request)));
            request.next();
        } catch (RejectedException noSession) {
            if (noSession.reason() == Reason.UNAUTHENTICATED && bearer(request).isPresent()) {
                operator(request, Role.VIEWER);
            } else {
                request.fail(noSession);
            }
        }
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

    /** Lets anybody pass: what the route asks for, it asks for by itself. */
    static SecurityPolicyHandler anybody() {
        return RoutingContext::next;
    }

    private void operator(RoutingContext request, Role least) {
        try {
            String token = bearer(request).orElseThrow(() -> new RejectedException(Reason.UNAUTHENTICATED,
                    "this needs an operator's token, as Authorization: Bearer TOKEN"));
            Optional<Operator> known = operators.known(token);
            if (known.isPresent()) {
                admit(request, known.get(), least);
            } else {
                whilePaused(request, () -> operators.authenticate(token), operator -> admit(request, operator, least));
            }
        } catch (RejectedException refused) {
            request.fail(refused);
        }
    }

    /** Looks at a credential that storage or an issuer must be asked about; the body is not read until it is known. */
    private <T> void whilePaused(RoutingContext request, Callable<T> look, Consumer<T> passed) {
        request.request().pause();
        background.attempt(request.vertx(), Pool.CREDENTIALS, look).onComplete(known -> {
            if (known.succeeded()) {
                passed.accept(known.result());
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

    /** Who may keep a copy of what readers get (RFC 9111, section 5.2.2). */
    String scope() {
        return options.publicModels() ? "public" : "private";
    }

    /** What a reader is: one of three words. */
    String readerOf(RoutingContext request) {
        return knownDevice(request).isPresent() ? "device"
                : knownOperator(request).isPresent() ? "operator" : "anybody";
    }

    /** Whose downloads are counted together. */
    String ownerOf(RoutingContext request) {
        return knownDevice(request).map(device -> "device:" + device)
                .or(() -> knownOperator(request).map(known -> "operator:" + known.name()))
                .orElseGet(() -> peers.network(request.request()));
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
