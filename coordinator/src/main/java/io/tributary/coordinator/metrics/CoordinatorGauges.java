package io.tributary.coordinator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.coordinator.run.Runs;
import io.tributary.protocol.message.RunView;
import java.util.function.Supplier;

/** Gauges of a coordinator: what holds at the time of a scrape. {@link CoordinatorMetrics} has the counters. */
public final class CoordinatorGauges {
    private final MeterRegistry registry;

    public CoordinatorGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Of devices and uploads: each supplier is asked at every scrape, and must be quick. */
    public void counts(Supplier<Number> enrolled, Supplier<Number> waiting, Supplier<Number> incomplete) {
        gauge("tributary.devices.enrolled", "Enrolled devices, without revoked ones", enrolled);
        gauge("tributary.devices.waiting", "Devices that checked in and wait for a round", waiting);
        gauge("tributary.uploads.incomplete", "Incomplete uploads", incomplete);
    }

    /** Of check-ins that are held: the supplier is asked at every scrape, and must be quick. */
    public void held(Supplier<Number> held) {
        gauge("tributary.checkins.held", "Check-ins that wait for work with a connection open", held);
    }

    /** Of the runs that are played here, all together. {@link RunGauges} has what is measured of each. */
    public void runs(Runs runs) {
        gauge("tributary.runs.active", "Runs that are played here", count(runs, RunView.Status.ACTIVE));
        gauge("tributary.runs.waiting", "Active runs that no member plays yet", runs::waiting);
        gauge("tributary.runs.lost", "Runs that were played here until another member took them over",
                count(runs, RunView.Status.FAILED));
        gauge("tributary.keys.undestroyed", "Keys of rounds that are over which could not be destroyed",
                runs::undestroyedKeys);
    }

    private static Supplier<Number> count(Runs runs, RunView.Status status) {
        return () -> runs.played().stream().filter(run -> run.view().status() == status).count();
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
