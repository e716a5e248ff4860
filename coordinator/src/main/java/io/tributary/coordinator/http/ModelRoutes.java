package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.run.TrafficMeter;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.ModelView;
import io.tributary.protocol.message.VersionPage;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignedDocument;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans, manifests and model chunks, which anybody may read and caches may keep, and the list of models, for operators. */
final class ModelRoutes {
    private final Runs runs;
    private final ModelRegistry registry;
    private final Guard guard;
    private final Background background;
    private final TrafficMeter traffic;
    private final CoordinatorMetrics metrics;

    ModelRoutes(Runs runs, ModelRegistry registry, Guard guard, Background background, TrafficMeter traffic,
            CoordinatorMetrics metrics) {
        this.runs = runs;
        this.registry = registry;
        this.guard = guard;
        this.background = background;
        this.traffic = traffic;
        this.metrics = metrics;
    }

    void mount(Router router) {
        router.get("/v1/models").handler(guard.operators(Role.VIEWER)).handler(this::list);
        router.get("/v1/runs/:run/plan").handler(this::plan);
        router.get("/v1/models/:model/versions").handler(guard.operators(Role.VIEWER)).handler(this::versions);
        router.get("/v1/models/:model/versions/:version").handler(this::manifest);
        router.get("/v1/models/:model/chunks/:sha256").handler(this::chunk);
    }

    private void list(RoutingContext request) {
        Paging paging = Paging.of(request);
        background.answer(request, () -> Reply.json(200, page(paging.after(Ids::model), paging.limit(ModelPage.MOST))));
    }

    private ModelPage page(String after, int limit) {
        List<ModelVersion> found = registry.models(after, limit + 1);
        return new ModelPage(found.stream().limit(limit).map(ModelVersion::manifest).map(ModelRoutes::view).toList(),
                Paging.next(found, limit, version -> version.manifest().model()));
    }

    private void versions(RoutingContext request) {
        Paging paging = Paging.of(request);
        String model = request.pathParam("model");
        background.answer(request, () -> Reply.json(200, versions(Paths.checked(Ids::model, model), paging)));
    }

    private VersionPage versions(String model, Paging paging) throws RejectedException {
        int limit = paging.limit(VersionPage.MOST);
        List<ModelManifest> found = registry.versions(model, paging.afterNumber(), limit + 1).stream()
                .map(ModelVersion::manifest).toList();
        if (found.isEmpty() && registry.newest(model).isEmpty()) {
            throw new RejectedException(Reason.NOT_FOUND, "there is no model '" + model + "' here");
        }
        return new VersionPage(found.stream().limit(limit).map(ModelRoutes::view).toList(),
                found.size() > limit ? found.get(limit - 1).version() : null);
    }

    private static ModelView view(ModelManifest newest) {
        return new ModelView(newest.model(), newest.version(), newest.origin().run(), newest.origin().round(),
                newest.sha256(),
                newest.created());
    }

    private void plan(RoutingContext request) {
        String run = request.pathParam("run");
        background.answer(request, () -> Reply.json(200, runs.planned(run).document()));
    }

    private void manifest(RoutingContext request) {
        String model = request.pathParam("model");
        String version = request.pathParam("version");
        background.answer(request, () -> Reply.json(200, find(Paths.checked(Ids::model, model), version)));
    }

    private SignedDocument find(String model, String version) throws RejectedException {
        Optional<ModelVersion> found = version.equals("latest") ? registry.newest(model)
                : registry.manifest(model, Paths.number("version", version));
        return found.orElseThrow(() -> new RejectedException(Reason.NOT_FOUND,
                "there is no version " + version + " of model '" + model + "' here")).signed();
    }

    private void chunk(RoutingContext request) {
        String model = request.pathParam("model");
        String hash = request.pathParam("sha256");
        String tag = '"' + hash + '"';
        if (tag.equals(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            Background.send(request, new Reply(304, new byte[0], Map.of("etag", tag)));
            return;
        }
        background.answer(request, () -> {
            byte[] chunk = bytes(Paths.checked(Ids::model, model),
                    Paths.checked(sha -> Sha256.requireHex("chunk", sha), hash));
            if (!Guard.operatorSpeaks(request)) {
                traffic.sent(chunk.length); // what a round moves is what its devices are sent
            }
            metrics.sent(chunk.length);
            return Reply.bytes(chunk, "application/vnd.apache.arrow.stream",
                    Map.of("etag", tag, "cache-control", "public, max-age=31536000, immutable"));
        });
    }

    private byte[] bytes(String model, String sha256) throws RejectedException {
        try (ObjectReader chunk = registry.chunk(model, sha256).orElseThrow(
                () -> new RejectedException(Reason.NOT_FOUND, "there is no chunk " + sha256 + " of model '" + model
                        + "' here; chunks go when no kept version has them"))) {
            byte[] bytes = new byte[Math.toIntExact(chunk.size())];
            chunk.read(0, ByteBuffer.wrap(bytes));
            return bytes;
        }
    }
}
