package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.Sessions;
import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.device.MessageHandler;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.message.WireJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Enrolment, sessions and messages of devices: JSON in, JSON out. */
final class DeviceRoutes {
    private final Enrolments enrolments;
    private final Sessions sessions;
    private final MessageHandler messages;
    private final LongPolls polls;
    private final Guard guard;
    private final Background background;
    private final AuditedRequests audited;

    DeviceRoutes(Enrolments enrolments, Sessions sessions, MessageHandler messages, Guard guard,
            Background background, AuditedRequests audited) {
        this.enrolments = enrolments;
        this.sessions = sessions;
        this.messages = messages;
        this.polls = new LongPolls(messages, guard, background, new SplittableRandom());
        this.guard = guard;
        this.background = background;
        this.audited = audited;
    }

    void mount(Router router) {
        BodyHandler bounded = BodyHandler.create(false).setBodyLimit(WireJson.MAX_MESSAGE);
        router.post("/v1/enrolments").handler(bounded).handler(this::enrol);
        router.post("/v1/certificates").handler(guard.devices()).handler(this::renew);
        router.post(Sessions.PATH).handler(bounded).handler(this::openSession);
        router.post("/v1/messages").handler(guard.devices()).handler(bounded).handler(this::message);
    }

    private void enrol(RoutingContext request) {
        byte[] body = body(request);
        Optional<String> token = Guard.bearer(request);
        AuditAction action = AuditedRequests.of(request);
        background.answer(request, () -> {
            EnrolmentRequest wanted = WireJson.readMessage(body, EnrolmentRequest.class);
            EnrolmentGrant grant = enrolments.enrol(wanted, token);
            audited.done(action.about(wanted.device()));
            return Reply.json(201, grant);
        });
    }

    private void renew(RoutingContext request) {
        String device = Guard.deviceOf(request);
        AuditAction action = AuditedRequests.of(request);
        background.answer(request, () -> {
            EnrolmentGrant grant = enrolments.renew(device);
            audited.done(action.about(device));
            return Reply.json(201, grant);
        });
    }

    private void openSession(RoutingContext request) {
        byte[] body = body(request);
        List<String> proofs = request.request().headers().getAll("DPoP");
        background.answer(request, () -> Reply.json(200, sessions.open(
                WireJson.readMessage(body, SessionRequest.class), proofs.size() == 1 ? proofs.get(0) : null)));
    }

    private void message(RoutingContext request) {
        String device = Guard.deviceOf(request);
        try {
            DeviceMessage message = WireJson.readMessage(body(request), DeviceMessage.class);
            messages.requireOwn(device, message);
            if (message instanceof DeviceMessage.CheckIn checkIn && !checkIn.patience().isZero()) {
                polls.answer(request, checkIn);
            } else {
                background.answer(request, () -> Reply.json(200, messages.answer(device, message)));
            }
        } catch (RejectedException refused) {
            request.fail(refused);
        }
    }

    static byte[] body(RoutingContext request) {
        return request.body().buffer() == null ? new byte[0] : request.body().buffer().getBytes();
    }
}
