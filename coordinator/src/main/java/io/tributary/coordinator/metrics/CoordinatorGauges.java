package io.tributary.coordinator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.coordinator.run.RunController;
import io.tributary.coordinator.run.Runs;
import io.tributary.protocol.message.RunView;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

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

    /** Of the run that this coordinator plays; 0 when it plays none. */
    public void run(Runs runs) {
        gauge("tributary.run.active", "1 while a run is played here",
                of(runs, view -> view.status() == RunView.Status.ACTIVE ? 1 : 0));
        gauge("tributary.run.failed", "1 while the run that was played here cannot go on here",
                of(runs, view -> view.status() == RunView.Status.FAILED ? 1 : 0));
        gauge("tributary.run.round", "Number of the round under way", of(runs, RunView::round));
        gauge("tributary.run.cohort", "Devices asked in this round", of(runs, RunView::cohort));
        gauge("tributary.run.reported", "Updates that count in this round so far", of(runs, RunView::reported));
    }

    private static Supplier<Number> of(Runs runs, ToIntFunction<RunView> part) {
        return () -> runs.current().map(RunController::view).map(part::applyAsInt).orElse(0);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
