package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.session.Sessions;
import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.cluster.MemberAddresses;
import io.tributary.coordinator.device.MessageHandler;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.MessageBody;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;

/** Enrolment, sessions and messages of devices: JSON in, JSON out. */
final class DeviceRoutes {
    private final Enrolments enrolments;
    private final Sessions sessions;
    private final MessageHandler messages;
    private final LongPolls polls;
    private final NewcomerGuard newcomers;
    private final Guard guard;
    private final MessageBody bodies;
    private final Background background;
    private final AuditedRequests audited;
    private final CopiedDevices copies;
    private final Elsewhere elsewhere;

    /**
     * Where devices may go instead.
     *
     * @param members the other members, and this one
     * @param draining whether they have to
     */
    record Elsewhere(MemberAddresses members, Draining draining) {}

    DeviceRoutes(Enrolments enrolments, Sessions sessions, MessageHandler messages, NewcomerGuard newcomers,
            Guard guard, MessageBody bodies, Background background, AuditedRequests audited, CopiedDevices copies,
            Elsewhere elsewhere) {
        this.enrolments = enrolments;
        this.sessions = sessions;
        this.messages = messages;
        this.polls = new LongPolls(messages, guard, background, elsewhere.draining(), new SplittableRandom());
        this.newcomers = newcomers;
        this.guard = guard;
        this.bodies = bodies;
        this.background = background;
        this.audited = audited;
        this.copies = copies;
        this.elsewhere = elsewhere;
    }

    void mount(ApiRouter router) {
        SecurityPolicyHandler possession = newcomers.possession();
        Handler<RoutingContext> bounded = bodies.atMost(WireJson.MAX_MESSAGE);
        router.post("/v1/enrolments", newcomers.enrolments()).handler(bounded).handler(this::enrol);
        router.post("/v1/certificates", guard.devices()).handler(this::renew);
        router.post(Sessions.PATH, request -> {
            tellFreshness(request);
            possession.handle(request);
        }).handler(bounded).handler(this::openSession);
        router.post("/v1/messages", guard.devices()).handler(bounded).handler(this::message);
    }

    private void enrol(RoutingContext request) {
        byte[] body = MessageBody.of(request);
        Optional<String> token = Speaker.bearer(request);
        AuditAction action = audited.of(request);
        background.answer(request, Pool.DEVICES, () -> {
            EnrolmentRequest wanted = WireJson.readMessage(body, EnrolmentRequest.class);
            EnrolmentGrant grant = enrolments.enrol(wanted, token);
            audited.granted(action, wanted.device());
            if (Enrolments.recovers(token)) {
                copies.recovered(wanted.device());
            }
            OperatorEvent.ENROLLED.log("device", wanted.device(), "address", action.address());
            return Reply.json(201, grant);
        });
    }

    private void renew(RoutingContext request) {
        String device = Guard.deviceOf(request);
        AuditAction action = audited.of(request);
        background.answer(request, Pool.DEVICES, () -> {
            EnrolmentGrant grant = enrolments.renew(device);
            audited.granted(action, device);
            return Reply.json(201, grant);
        });
    }

    /** Every answer says the nonce and the time that a proof must name, also a refusal. */
    private void tellFreshness(RoutingContext request) {
        request.response().putHeader("dpop-nonce", sessions.nonce()).putHeader(HttpHeaders.DATE,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(sessions.now().atOffset(ZoneOffset.UTC)));
    }

    private void openSession(RoutingContext request) {
        byte[] body = MessageBody.of(request);
        Sessions.Proven proven = NewcomerGuard.provenIn(request);
        String address = audited.of(request).address();
        background.answer(request, Pool.DEVICES, () -> {
            elsewhere.draining().requireNot();
            SessionGrant grant = sessions.open(WireJson.readMessage(body, SessionRequest.class), proven,
                    device -> copies.found(device, address));
            return Reply.json(200, grant.withMembers(elsewhere.members().all()));
        });
    }

    private void message(RoutingContext request) {
        String device = Guard.deviceOf(request);
        try {
            DeviceMessage message = WireJson.readMessage(MessageBody.of(request), DeviceMessage.class);
            messages.requireOwn(device, message);
            if (message instanceof DeviceMessage.CheckIn) {
                elsewhere.draining().requireNot();
            }
            if (message instanceof DeviceMessage.CheckIn checkIn && !checkIn.patience().isZero()) {
                polls.answer(request, checkIn);
            } else {
                background.answer(request, Pool.DEVICES, () -> Reply.json(200, messages.answer(device, message)));
            }
        } catch (RejectedException refused) {
            request.fail(refused);
        }
    }
}
