package io.tributary.coordinator.http;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Enrolment, sessions and messages of devices: JSON in, JSON out. */
final class DeviceRoutes {
    private final Enrolments enrolments;
    private final Sessions sessions;
    private final MessageHandler messages;
    private final Guard guard;
    private final Background background;
    private final CoordinatorMetrics metrics;

    DeviceRoutes(Enrolments enrolments, Sessions sessions, MessageHandler messages, Guard guard,
            Background background, CoordinatorMetrics metrics) {
        this.enrolments = enrolments;
        this.sessions = sessions;
        this.messages = messages;
        this.guard = guard;
        this.background = background;
        this.metrics = metrics;
    }

    void mount(Router router) {
        BodyHandler bounded = BodyHandler.create(false).setBodyLimit(WireJson.MAX_MESSAGE);
        router.post("/v1/enrolments").handler(bounded).handler(this::enrol);
        router.post("/v1/sessions").handler(bounded).handler(this::openSession);
        router.post("/v1/messages").handler(guard.devices()).handler(bounded).handler(this::message);
    }

    private void enrol(RoutingContext request) {
        byte[] body = body(request);
        background.answer(request, () -> Reply.json(201,
                enrolments.enrol(WireJson.readMessage(body, EnrolmentRequest.class))));
    }

    private void openSession(RoutingContext request) {
        byte[] body = body(request);
        background.answer(request,
                () -> Reply.json(200, sessions.open(WireJson.readMessage(body, SignedDocument.class))));
    }

    private void message(RoutingContext request) {
        byte[] body = body(request);
        String device = Guard.deviceOf(request);
        background.answer(request, () -> {
            DeviceMessage message = WireJson.readMessage(body, DeviceMessage.class);
            return Reply.json(200, message instanceof DeviceMessage.Report ? counted(device, message)
                    : messages.answer(device, message));
        });
    }

    private Object counted(String device, DeviceMessage report) throws RejectedException {
        try {
            return messages.answer(device, report);
        } catch (RejectedException refusal) {
            metrics.refused(refusal.reason());
            throw refusal;
        }
    }

    static byte[] body(RoutingContext request) {
        return request.body().buffer() == null ? new byte[0] : request.body().buffer().getBytes();
    }
}
