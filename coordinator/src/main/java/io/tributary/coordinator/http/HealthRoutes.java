package io.tributary.coordinator.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.coordinator.metrics.StorageProbe;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.store.DeviceStore;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Whether this coordinator lives, whether it can do its work, and what it counted. */
final class HealthRoutes {
    private static final Map<String, String> FRESH = Map.of("cache-control", "no-store");
    private final DeviceStore devices;
    private final Runs runs;
    private final StorageProbe storage;
    private final PrometheusMeterRegistry meters;
    private final Background background;

    HealthRoutes(DeviceStore devices, Runs runs, StorageProbe storage, PrometheusMeterRegistry meters,
            Background background) {
        this.devices = devices;
        this.runs = runs;
        this.storage = storage;
        this.meters = meters;
        this.background = background;
    }

    void mount(Router router) {
        router.get("/healthz")
                .handler(request -> background.answer(request, () -> Reply.json(200, Map.of("status", "up"))));
        router.get("/readyz").handler(request -> background.answer(request, () -> {
            int population = devices.count();
            storage.require();
            return Reply.json(200, Map.of("status", "ready", "devices", population, "undestroyedKeys",
                    runs.undestroyedKeys()));
        }));
        router.get("/metrics").handler(request -> background.answer(request, () -> Reply.bytes(
                meters.scrape().getBytes(StandardCharsets.UTF_8), "text/plain; version=0.0.4; charset=utf-8", FRESH)));
    }
}
