package io.tributary.coordinator.http;

import io.tributary.coordinator.access.PlanOwners;
import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.MessageBody;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.coordinator.run.Runs;
import io.tributary.protocol.Ids;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.RunPage;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.VerifyingKey;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/** Starting, watching, stopping and deleting runs. */
final class OperatorRoutes {
    private static final List<String> STATUSES = Stream.of(RunView.Status.values()).map(RunView.Status::code).toList();

    private final Runs runs;
    private final PlanOwners owners;
    private final Guard guard;
    private final MessageBody bodies;
    private final Background background;
    private final AuditedRequests audited;

    OperatorRoutes(Runs runs, List<VerifyingKey> owners, Guard guard, MessageBody bodies,
            Background background, AuditedRequests audited) {
        this.runs = runs;
        this.owners = new PlanOwners(owners);
        this.guard = guard;
        this.bodies = bodies;
        this.background = background;
        this.audited = audited;
    }

    void mount(ApiRouter router) {
        router.post("/v1/runs", guard.operators(Role.OPERATOR))
                .handler(bodies.atMost(WireJson.MAX_ENVELOPE)).handler(this::create);
        router.get("/v1/runs", guard.operators(Role.VIEWER)).handler(this::list);
        router.get("/v1/runs/latest", guard.operators(Role.VIEWER))
                .handler(request -> background.answer(request, Pool.OPERATORS, () -> Reply.json(200, runs.latest())));
        router.get("/v1/runs/:run", guard.operators(Role.VIEWER)).handler(this::view);
        router.delete("/v1/runs/:run", guard.operators(Role.ADMIN)).handler(this::delete);
        router.post("/v1/runs/:run/stop", guard.operators(Role.OPERATOR)).handler(this::stop);
        router.post("/v1/runs/:run/resume", guard.operators(Role.OPERATOR)).handler(this::resume);
    }

    private void create(RoutingContext request) {
        byte[] body = MessageBody.of(request);
        audited.answer(request, "", () -> {
            RunRequest asked = WireJson.readMessage(body, RunRequest.class);
            SignedDocument document = asked.plan();
            RunPlan plan = owners.read(document);
            return Reply.json(201, new RunCreated(runs.create(document, plan, asked.priorityOrUsual())));
        });
    }

    private void list(RoutingContext request) {
        Paging paging = Paging.of(request);
        background.answer(request, Pool.OPERATORS, () -> Reply.json(200, page(paging)));
    }

    private RunPage page(Paging paging) throws RejectedException {
        int limit = paging.limit(RunPage.MOST);
        List<RunSummary> found = runs.page(paging.word("status", STATUSES).map(RunView.Status::of),
                paging.after(Ids::run), limit + 1);
        return new RunPage(found.stream().limit(limit).toList(), Paging.next(found, limit, RunSummary::run));
    }

    private void delete(RoutingContext request) {
        String run = request.pathParam("run");
        audited.answer(request, run, () -> {
            runs.delete(run);
            return Reply.noContent();
        });
    }

    private void view(RoutingContext request) {
        String run = request.pathParam("run");
        background.answer(request, Pool.OPERATORS, () -> Reply.json(200, runs.view(run)));
    }

    private void stop(RoutingContext request) {
        String run = request.pathParam("run");
        audited.answer(request, run, () -> {
            boolean ended = runs.stop(run, "stopped by an operator");
            return ended ? Reply.noContent() : Reply.json(202, runs.view(run));
        });
    }

    private void resume(RoutingContext request) {
        String run = request.pathParam("run");
        audited.answer(request, run, () -> {
            runs.resume(run);
            return Reply.noContent();
        });
    }
}
