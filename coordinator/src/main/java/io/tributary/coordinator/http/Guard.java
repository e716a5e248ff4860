package io.tributary.coordinator.http;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.access.session.Sessions;
import io.tributary.coordinator.channel.ChannelPass;
import io.tributary.coordinator.device.DeviceSightings;
import io.tributary.coordinator.http.entrance.PeerAddress;
import io.tributary.coordinator.http.entrance.RequestLimits;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Optional;

/** Who may pass: devices by session token, operators by theirs. Runs before a body is read. */
final class Guard {
    /** Who shows a device's session, in figures. */
    static final String DEVICE = "device";

    private final Sessions sessions;
    private final OperatorGuard operators;
    private final OwnAddress address;
    private final AccessOptions options;
    private final RequestLimits limits;
    private final DeviceSightings sightings;
    private final PeerAddress peers;

    Guard(Sessions sessions, OperatorGuard operators, OwnAddress address, AccessOptions options, RequestLimits limits,
            DeviceSightings sightings, PeerAddress peers) {
        this.sessions = sessions;
        this.operators = operators;
        this.address = address;
        this.options = options;
        this.limits = limits;
        this.sightings = sightings;
        this.peers = peers;
    }

    /** Lets anybody pass: what the route asks for, it asks for by itself. */
    static SecurityPolicyHandler anybody() {
        return RoutingContext::next;
    }

    /** Lets an operator of at least this role pass, before the body is read. */
    SecurityPolicyHandler operators(Role least) {
        return request -> operators.check(request, least);
    }

    /** Lets who may see what is counted: operators, and everybody while only this machine can ask. */
    SecurityPolicyHandler metrics() {
        return request -> {
            if (address.isOfThisMachine() && options.proxies().isEmpty()) {
                request.next();
            } else {
                operators.check(request, Role.VIEWER);
            }
        };
    }

    /** Lets a device with a session pass, before its body is read. */
    SecurityPolicyHandler devices() {
        return this::device;
    }

    private void device(RoutingContext request) {
        try {
            String device = sessions.require(Speaker.bearer(request));
            Speaker.is(request, device);
            if (limits.admitDevice(request, device)) {
                sightings.saw(device, Optional.ofNullable(request.request().getHeader(HttpHeaders.USER_AGENT)));
                request.next();
            }
        } catch (RejectedException refused) {
            request.fail(refused);
        }
    }

    /** The device that passed. */
    static String deviceOf(RoutingContext request) {
        return Speaker.device(request).orElseThrow();
    }

    /** Whether the session that this request was made in is still open, to be asked later. */
    ChannelPass.Session sessionOf(RoutingContext request) {
        Optional<String> token = Speaker.bearer(request);
        return () -> sessions.require(token);
    }

    /** Lets a device with a session pass, or an operator who may look; anybody where models are public. */
    SecurityPolicyHandler readers() {
        return options.publicModels() ? this::told : this::reader;
    }

    /** Where anybody may read, it is still told apart whose session is shown. */
    private void told(RoutingContext request) {
        try {
            Speaker.is(request, sessions.require(Speaker.bearer(request)));
        } catch (RejectedException noSession) {
            Speaker.isNoDevice(request);
        }
        request.next();
    }

    private void reader(RoutingContext request) {
        try {
            Speaker.is(request, sessions.require(Speaker.bearer(request)));
            request.next();
        } catch (RejectedException noSession) {
            if (noSession.reason() == Reason.UNAUTHENTICATED && Speaker.bearer(request).isPresent()) {
                operators.check(request, Role.VIEWER);
            } else {
                request.fail(noSession);
            }
        }
    }

    /** Who may keep a copy of what readers get (RFC 9111, section 5.2.2). */
    String scope() {
        return options.publicModels() ? "public" : "private";
    }

    /** What a reader is: one of three words. */
    String readerOf(RoutingContext request) {
        return Speaker.device(request).isPresent() ? DEVICE
                : Speaker.operator(request).isPresent() ? "operator" : "anybody";
    }

    /** Whose downloads are counted together. */
    String ownerOf(RoutingContext request) {
        return Speaker.device(request).map(device -> "device:" + device)
                .or(() -> Speaker.operator(request).map(known -> "operator:" + known.name()))
                .orElseGet(() -> peers.network(request.request()));
    }

    /** Whether a token is shown that is no device's: where none is needed, it is not looked at, and this is for figures alone. */
    static boolean operatorSpeaks(RoutingContext request) {
        return Speaker.device(request).isEmpty() && Speaker.bearer(request).isPresent();
    }
}
