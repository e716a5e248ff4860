package io.tributary.coordinator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.coordinator.run.Runs;
import io.tributary.protocol.message.RunView;
import java.util.function.Supplier;

/** How things stand when it is asked, where {@link CoordinatorMetrics} counts what happened. */
public final class CoordinatorGauges {
    private final MeterRegistry registry;

    public CoordinatorGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Of devices and uploads: each supplier is asked at every scrape, and must be quick. */
    public void counts(Supplier<Number> enrolled, Supplier<Number> waiting, Supplier<Number> incomplete) {
        gauge("tributary.devices.enrolled", "Devices that are enrolled and not revoked", enrolled);
        gauge("tributary.devices.waiting", "Devices that checked in lately and wait for work", waiting);
        gauge("tributary.uploads.incomplete", "Uploads of which a part is here", incomplete);
    }

    /** Of the runs that are played here, all together. {@link RunGauges} has what is measured of each. */
    public void runs(Runs runs) {
        gauge("tributary.runs.active", "Runs that are played here", count(runs, RunView.Status.ACTIVE));
        gauge("tributary.runs.failed", "Runs that were played here and cannot go on here",
                count(runs, RunView.Status.FAILED));
    }

    private static Supplier<Number> count(Runs runs, RunView.Status status) {
        return () -> runs.active().stream().filter(run -> run.view().status() == status).count();
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
