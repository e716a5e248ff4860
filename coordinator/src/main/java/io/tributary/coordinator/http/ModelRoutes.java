package io.tributary.coordinator.http;

import io.tributary.coordinator.access.Role;
import io.tributary.coordinator.http.ApiServices.Training;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.ConnectionCut;
import io.tributary.coordinator.http.entrance.Download;
import io.tributary.coordinator.http.entrance.MessageBody;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.metrics.ModelTakers;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.run.SummedReports;
import io.tributary.coordinator.run.TrafficMeter;
import io.tributary.coordinator.start.GivenStarts;
import io.tributary.coordinator.start.NetworkParts;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.VersionPage;
import io.tributary.protocol.plan.NetworkSpec;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** Plans, manifests and model chunks, for devices and operators, or for anybody where models are public, and the list of models. */
final class ModelRoutes {
    private static final byte[] NOTHING = new byte[0];
    private static final String NETWORK_PART = "/v1/models/:model/networks/:network/parts/:part";
    private final Runs runs;
    private final ModelRegistry registry;
    private final VersionPages pages;
    private final SummedReports reports;
    private final Guard guard;
    private final Background background;
    private final TrafficMeter traffic;
    private final CoordinatorMetrics metrics;
    private final ModelTakers takers;
    private final AuditedRequests audited;
    private final Download.Parts downloads;
    private final MessageBody bodies;
    private final GivenStarts starts;
    private final NetworkParts networks;

    ModelRoutes(Training training, SummedReports reports, Guard guard, Download.Parts downloads, ModelTakers takers,
            CoordinatorMetrics metrics, AuditedRequests audited, MessageBody bodies, ObjectStore objects) {
        this.bodies = bodies;
        this.starts = new GivenStarts(objects);
        this.networks = new NetworkParts(objects);
        this.audited = audited;
        this.runs = training.runs();
        this.registry = training.registry();
        this.pages = new VersionPages(registry);
        this.reports = reports;
        this.traffic = training.traffic();
        this.guard = guard;
        this.background = downloads.background();
        this.downloads = downloads;
        this.metrics = metrics;
        this.takers = takers;
    }

    void mount(ApiRouter router) {
        router.get("/v1/models", guard.operators(Role.VIEWER)).handler(this::list);
        router.get("/v1/runs/:run/plan", guard.readers()).handler(this::plan);
        router.delete("/v1/models/:model", guard.operators(Role.ADMIN)).handler(this::delete);
        router.post("/v1/models/:model/restore", guard.operators(Role.ADMIN)).handler(this::restore);
        router.delete("/v1/models/:model/versions/:version", guard.operators(Role.ADMIN)).handler(this::forget);
        router.get("/v1/models/:model/versions", guard.operators(Role.VIEWER)).handler(this::versions);
        router.get("/v1/models/:model/versions/:version", guard.readers()).handler(this::manifest);
        router.get("/v1/models/:model/lineage", guard.readers()).handler(this::lineage);
        router.get("/v1/models/:model/versions/:version/inclusion", guard.devices()).handler(this::inclusion);
        router.get("/v1/models/:model/versions/:version/inclusion/:device", guard.operators(Role.VIEWER))
                .handler(this::inclusionOf);
        router.get("/v1/models/:model/chunks/:sha256", guard.readers()).handler(this::chunk);
        router.route(HttpMethod.PUT, "/v1/models/:model/starts/:start/chunks/:chunk", guard.operators(Role.OPERATOR))
                .handler(bodies.atMost(GivenStarts.CHUNK_BYTES)).handler(this::putStart);
        router.route(HttpMethod.PUT, NETWORK_PART, guard.operators(Role.OPERATOR))
                .handler(bodies.atMost(NetworkSpec.TorchScript.PART_BYTES)).handler(this::putNetwork);
        router.get(NETWORK_PART, guard.readers()).handler(this::network);
    }

    private void list(RoutingContext request) {
        Paging paging = Paging.of(request);
        background.answer(request, Pool.OPERATORS,
                () -> Reply.json(200, pages.models(paging.flag("deleted").orElse(false), paging.after(Ids::model),
                        paging.limit(ModelPage.MOST))));
    }

    private void versions(RoutingContext request) {
        Paging paging = Paging.of(request);
        String model = request.pathParam("model");
        background.answer(request, Pool.OPERATORS,
                () -> Reply.json(200, pages.versions(Paths.checked(Ids::model, model), paging.afterNumber(),
                        paging.limit(VersionPage.MOST))));
    }

    /** A part of what a run that is audited names by its hash; nothing comes of it by itself. */
    private void putStart(RoutingContext request) {
        String model = request.pathParam("model");
        String start = request.pathParam("start");
        String chunk = request.pathParam("chunk");
        byte[] values = MessageBody.of(request);
        background.answer(request, Pool.OPERATORS, () -> {
            starts.put(Paths.checked(Ids::model, model), start, Paths.number("chunk", chunk), values);
            return Reply.noContent();
        });
    }

    /** As {@link #putStart}. */
    private void putNetwork(RoutingContext request) {
        String model = request.pathParam("model");
        String network = request.pathParam("network");
        String part = request.pathParam("part");
        byte[] bytes = MessageBody.of(request);
        background.answer(request, Pool.OPERATORS, () -> {
            networks.put(Paths.checked(Ids::model, model), network, Paths.number("part", part), bytes);
            return Reply.noContent();
        });
    }

    private void network(RoutingContext request) {
        String model = request.pathParam("model");
        String network = request.pathParam("network");
        String part = request.pathParam("part");
        boolean operator = Guard.operatorSpeaks(request);
        background.answer(request, Pool.DOWNLOADS, () -> {
            byte[] bytes = networks.get(Paths.checked(Ids::model, model), network, Paths.number("part", part));
            if (!operator) {
                traffic.sent(bytes.length);
            }
            metrics.sent(bytes.length);
            return Reply.bytes(bytes, "application/octet-stream", Map.of());
        });
    }

    private void delete(RoutingContext request) {
        String model = request.pathParam("model");
        audited.answer(request, model, () -> {
            runs.deleteModel(Paths.checked(Ids::model, model));
            return Reply.noContent();
        });
    }

    private void restore(RoutingContext request) {
        String model = request.pathParam("model");
        audited.answer(request, model, () -> {
            registry.restore(Paths.checked(Ids::model, model));
            return Reply.noContent();
        });
    }

    private void forget(RoutingContext request) {
        String model = request.pathParam("model");
        String version = request.pathParam("version");
        audited.answer(request, model + " version " + version, () -> {
            registry.forget(Paths.checked(Ids::model, model), Paths.number("version", version));
            return Reply.noContent();
        });
    }

    private void plan(RoutingContext request) {
        String run = request.pathParam("run");
        background.answer(request, Pool.DOWNLOADS, () -> Reply.json(200, runs.planned(run).document()));
    }

    private void manifest(RoutingContext request) {
        String model = request.pathParam("model");
        String version = request.pathParam("version");
        String by = guard.readerOf(request);
        background.answer(request, Pool.DOWNLOADS, () -> {
            ModelVersion found = find(Paths.checked(Ids::model, model), version);
            takers.taken(model, found.manifest().version(), by);
            return Reply.json(200, found.signed());
        });
    }

    private void lineage(RoutingContext request) {
        String model = request.pathParam("model");
        Paging paging = Paging.of(request);
        background.answer(request, Pool.DOWNLOADS, () -> Reply.json(200,
                registry.lineage(Paths.checked(Ids::model, model), paging.afterNumber().orElse(-1))));
    }

    private void inclusion(RoutingContext request) {
        inclusion(request, Pool.DEVICES, Guard.deviceOf(request));
    }

    private void inclusionOf(RoutingContext request) {
        inclusion(request, Pool.OPERATORS, request.pathParam("device"));
    }

    private void inclusion(RoutingContext request, Pool pool, String device) {
        String model = request.pathParam("model");
        String version = request.pathParam("version");
        background.answer(request, pool, () -> Reply.json(200, reports.prove(Paths.checked(Ids::model, model),
                Paths.number("version", version), Paths.checked(Ids::device, device))));
    }

    private ModelVersion find(String model, String version) throws RejectedException {
        Optional<ModelVersion> found = version.equals("latest") ? registry.newest(model)
                : registry.manifest(model, Paths.number("version", version));
        return found.orElseThrow(() -> new RejectedException(Reason.NOT_FOUND,
                "there is no version " + version + " of model '" + model + "' here"));
    }

    private void chunk(RoutingContext request) {
        String model = request.pathParam("model");
        String hash = request.pathParam("sha256");
        String tag = '"' + hash + '"';
        if (tag.equals(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            background.send(request, new Reply(304, NOTHING, Map.of("etag", tag)));
            return;
        }
        background.attempt(request.vertx(), Pool.DOWNLOADS, () -> open(Paths.checked(Ids::model, model),
                Paths.checked(sha -> Sha256.requireHex("chunk", sha), hash))).compose(chunk -> {
                    if (!Guard.operatorSpeaks(request)) {
                        traffic.sent(chunk.length()); // what a round moves is what its devices are sent
                    }
                    metrics.sent(chunk.length());
                    return Download.send(request, chunkHead(tag), guard.ownerOf(request), chunk, downloads);
                }).onFailure(failure -> broke(request, failure));
    }

    private Reply chunkHead(String tag) {
        return Reply.bytes(NOTHING, "application/vnd.apache.arrow.stream",
                Map.of("etag", tag, "cache-control", guard.scope() + ", max-age=31536000, immutable"));
    }

    /** A peer that has had a part of its answer learns by the end of the connection that there is no more. */
    private static void broke(RoutingContext request, Throwable failure) {
        if (request.response().headWritten()) {
            ConnectionCut.now(request.request().connection());
        } else {
            request.fail(failure);
        }
    }

    private Buffer open(String model, String sha256) throws RejectedException {
        ObjectReader stored = registry.chunk(model, sha256).orElseThrow(
                () -> new RejectedException(Reason.NOT_FOUND, "there is no chunk " + sha256 + " of model '" + model
                        + "' here; chunks go when no kept version has them"));
        return downloads.chunks().of(model, sha256, stored);
    }
}
