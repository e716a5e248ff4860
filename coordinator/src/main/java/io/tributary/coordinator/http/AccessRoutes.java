package io.tributary.coordinator.http;

import io.tributary.coordinator.access.EnrolmentTokens;
import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.device.Revocation;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Ids;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.DeviceView;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.WireJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.List;

/** Who may take part, and what was done: tokens, devices and the audit log, for operators. */
final class AccessRoutes {
    private final EnrolmentTokens tokens;
    private final DeviceStore devices;
    private final Revocation revocation;
    private final AuditLog log;
    private final Guard guard;
    private final Background background;
    private final AuditedRequests audited;

    AccessRoutes(EnrolmentTokens tokens, DeviceStore devices, Revocation revocation, AuditLog log, Guard guard,
            Background background, AuditedRequests audited) {
        this.tokens = tokens;
        this.devices = devices;
        this.revocation = revocation;
        this.log = log;
        this.guard = guard;
        this.background = background;
        this.audited = audited;
    }

    void mount(Router router) {
        router.post("/v1/tokens").handler(guard.operators(Role.OPERATOR))
                .handler(BodyHandler.create(false).setBodyLimit(WireJson.MAX_MESSAGE)).handler(this::mint);
        router.get("/v1/devices").handler(guard.operators(Role.VIEWER)).handler(this::list);
        router.delete("/v1/devices/:device").handler(guard.operators(Role.OPERATOR)).handler(this::revoke);
        router.get("/v1/audit").handler(guard.operators(Role.ADMIN)).handler(this::audit);
    }

    private void mint(RoutingContext request) {
        byte[] body = DeviceRoutes.body(request);
        audited.answer(request, "", () -> Reply.json(201, tokens.mint(WireJson.readMessage(body, TokenRequest.class))));
    }

    private void list(RoutingContext request) {
        Paging paging = Paging.of(request);
        background.answer(request,
                () -> Reply.json(200, page(paging.after(Ids::device), paging.limit(DevicePage.MOST))));
    }

    private DevicePage page(String after, int limit) {
        List<DeviceRecord> found = devices.list(after, limit + 1);
        return new DevicePage(found.stream().limit(limit).map(AccessRoutes::view).toList(),
                Paging.next(found, limit, DeviceRecord::device));
    }

    private static DeviceView view(DeviceRecord device) {
        return new DeviceView(device.device(), device.enrolled().toEpochMilli(), device.expires().toEpochMilli(),
                device.revoked().map(Instant::toEpochMilli).orElse(null));
    }

    private void revoke(RoutingContext request) {
        String device = request.pathParam("device");
        audited.answer(request, device, () -> {
            revocation.revoke(Paths.checked(Ids::device, device));
            return Reply.noContent();
        });
    }

    private void audit(RoutingContext request) {
        Paging paging = Paging.of(request);
        background.answer(request, () -> Reply.json(200,
                new AuditPage(log.after(paging.afterNumber(), paging.limit(AuditPage.MOST)))));
    }
}
