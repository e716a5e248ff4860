package io.tributary.coordinator.http;

import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.coordinator.transparency.VersionLog;
import io.tributary.protocol.Ids;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The log of versions, in the formats of C2SP: whoever may take models may check it. */
final class LogRoutes {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String TILES = "/v1/log/tile/";
    private final VersionLog log;
    private final Guard guard;
    private final Background background;

    LogRoutes(VersionLog log, Guard guard, Background background) {
        this.log = log;
        this.guard = guard;
        this.background = background;
    }

    void mount(ApiRouter router) {
        router.get("/v1/log/checkpoint", guard.readers()).handler(this::checkpoint);
        router.get(TILES + "*", guard.readers()).handler(this::tile);
        router.get("/v1/models/:model/versions/:version/proof", guard.readers()).handler(this::proof);
    }

    private void checkpoint(RoutingContext request) {
        background.answer(request, Pool.DOWNLOADS,
                () -> Reply.bytes(log.head().bytes(), TEXT, Map.of("cache-control", "no-store")));
    }

    /** A tile of a name never changes. */
    private void tile(RoutingContext request) {
        String path = request.request().path().substring(TILES.length());
        background.answer(request, Pool.DOWNLOADS, () -> Reply.bytes(log.tile(path), "application/octet-stream",
                Map.of("cache-control", guard.scope() + ", max-age=31536000, immutable")));
    }

    private void proof(RoutingContext request) {
        String model = request.pathParam("model");
        String version = request.pathParam("version");
        background.answer(request, Pool.DOWNLOADS,
                () -> Reply.bytes(log.proof(Paths.checked(Ids::model, model), Paths.number("version", version)).bytes(),
                        TEXT, Map.of("cache-control", "no-store")));
    }
}
