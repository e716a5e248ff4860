package io.tributary.coordinator.http;

import io.tributary.coordinator.access.EnrolmentTokens;
import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.device.Population;
import io.tributary.coordinator.device.Revocation;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.MessageBody;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.protocol.Ids;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.TokenPage;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokenView;
import io.tributary.protocol.message.WireJson;
import io.vertx.ext.web.RoutingContext;

/** Who may take part, and what was done: tokens, devices and the audit log, for operators. */
final class AccessRoutes {
    private final EnrolmentTokens tokens;
    private final Population population;
    private final Revocation revocation;
    private final AuditLog log;
    private final Guard guard;
    private final MessageBody bodies;
    private final Background background;
    private final AuditedRequests audited;

    AccessRoutes(EnrolmentTokens tokens, Population population, Revocation revocation, AuditLog log, Guard guard,
            MessageBody bodies, Background background, AuditedRequests audited) {
        this.tokens = tokens;
        this.population = population;
        this.revocation = revocation;
        this.log = log;
        this.guard = guard;
        this.bodies = bodies;
        this.background = background;
        this.audited = audited;
    }

    void mount(ApiRouter router) {
        router.post("/v1/tokens", guard.operators(Role.OPERATOR))
                .handler(bodies.atMost(WireJson.MAX_MESSAGE)).handler(this::mint);
        router.get("/v1/tokens", guard.operators(Role.VIEWER)).handler(this::listTokens);
        router.delete("/v1/tokens/:token", guard.operators(Role.OPERATOR)).handler(this::withdraw);
        router.get("/v1/devices", guard.operators(Role.VIEWER)).handler(this::listDevices);
        router.get("/v1/devices/:device", guard.operators(Role.VIEWER)).handler(this::device);
        router.delete("/v1/devices/:device", guard.operators(Role.OPERATOR)).handler(this::revoke);
        router.post("/v1/devices/:device/restore", guard.operators(Role.ADMIN)).handler(this::restore);
        router.post("/v1/devices/:device/recover", guard.operators(Role.OPERATOR)).handler(this::recover);
        router.get("/v1/audit", guard.operators(Role.ADMIN)).handler(this::audit);
    }

    private void mint(RoutingContext request) {
        byte[] body = MessageBody.of(request);
        audited.answer(request, "", () -> Reply.json(201, tokens.mint(WireJson.readMessage(body, TokenRequest.class))));
    }

    private void listTokens(RoutingContext request) {
        Paging paging = Paging.of(request);
        background.answer(request, Pool.OPERATORS, () -> Reply.json(200, tokens.page(paging.flag("used"),
                paging.after(TokenView::requireId), paging.limit(TokenPage.MOST))));
    }

    private void withdraw(RoutingContext request) {
        String token = request.pathParam("token");
        audited.answer(request, token, () -> {
            tokens.withdraw(Paths.checked(TokenView::requireId, token));
            return Reply.noContent();
        });
    }

    private void listDevices(RoutingContext request) {
        Paging paging = Paging.of(request);
        background.answer(request, Pool.OPERATORS, () -> Reply.json(200, population.page(paging.flag("revoked"),
                paging.after(Ids::device), paging.limit(DevicePage.MOST))));
    }

    private void device(RoutingContext request) {
        String device = request.pathParam("device");
        background.answer(request, Pool.OPERATORS,
                () -> Reply.json(200, population.device(Paths.checked(Ids::device, device))));
    }

    private void revoke(RoutingContext request) {
        String device = request.pathParam("device");
        audited.answer(request, device, () -> {
            revocation.revoke(Paths.checked(Ids::device, device));
            return Reply.noContent();
        });
    }

    private void restore(RoutingContext request) {
        String device = request.pathParam("device");
        audited.answer(request, device, () -> {
            revocation.restore(Paths.checked(Ids::device, device));
            return Reply.noContent();
        });
    }

    private void recover(RoutingContext request) {
        String device = request.pathParam("device");
        audited.answer(request, device,
                () -> Reply.json(201, tokens.recover(Paths.checked(Ids::device, device))));
    }

    private void audit(RoutingContext request) {
        Paging paging = Paging.of(request);
        background.answer(request, Pool.OPERATORS, () -> Reply.json(200,
                log.page(paging.afterNumber().orElse(0), paging.limit(AuditPage.MOST))));
    }
}
