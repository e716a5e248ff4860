package io.tributary.coordinator.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.coordinator.metrics.Readiness;
import io.tributary.coordinator.run.Runs;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntSupplier;

/** Whether this coordinator lives, whether it can do its work, and what it counted. */
final class HealthRoutes {
    private static final Map<String, String> FRESH = Map.of("cache-control", "no-store");
    private static final Reply UP = Reply.json(200, Map.of("status", "up"));
    private final Guard guard;
    private final IntSupplier population;
    private final Runs runs;
    private final Readiness readiness;
    private final PrometheusMeterRegistry meters;
    private final Background background;
    private final Draining draining;

    HealthRoutes(IntSupplier population, Runs runs, Guard guard, Readiness readiness,
            PrometheusMeterRegistry meters, Background background, Draining draining) {
        this.population = population;
        this.runs = runs;
        this.guard = guard;
        this.readiness = readiness;
        this.meters = meters;
        this.background = background;
        this.draining = draining;
    }

    /** That it lives is answered where requests come in: it waits for no place, no thread and no storage. */
    void mount(ApiRouter router) {
        router.read("/healthz", Guard.anybody()).handler(request -> UP.send(request.response()));
        router.read("/readyz", Guard.anybody())
                .handler(request -> background.answer(request, Pool.HEALTH, this::ready));
        router.read("/metrics", guard.metrics())
                .handler(request -> background.answer(request, Pool.HEALTH, () -> Reply.bytes(
                        meters.scrape().getBytes(StandardCharsets.UTF_8), "text/plain; version=0.0.4; charset=utf-8",
                        FRESH)));
    }

    private Reply ready() throws RejectedException {
        draining.requireNot();
        Readiness.Report report = readiness.look();
        if (!report.isReady()) {
            throw new RejectedException(Reason.UNAVAILABLE, "not ready: " + report.wrong());
        }
        return Reply.json(200, new Health("ready", population.getAsInt(), runs.undestroyedKeys(), report.parts()));
    }

    /** What is answered when all is well. */
    private record Health(String status, int devices, int undestroyedKeys, Map<String, String> parts) {}
}
