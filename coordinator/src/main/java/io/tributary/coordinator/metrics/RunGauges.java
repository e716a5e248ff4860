package io.tributary.coordinator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tributary.protocol.message.RunView;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** How each active run stands, tagged with its id. A run that is not active any more has no gauge. Thread-safe. */
public final class RunGauges {
    private final Map<String, RunView> active = new TreeMap<>();
    private final MultiGauge round;
    private final MultiGauge cohort;
    private final MultiGauge reported;

    /** Registers nothing until a run is active. */
    public RunGauges(MeterRegistry registry) {
        this.round = gauge(registry, "tributary.run.round", "Number of the run's round");
        this.cohort = gauge(registry, "tributary.run.cohort", "Devices asked in this round");
        this.reported = gauge(registry, "tributary.run.reported", "Updates that count in this round so far");
    }

    /** Something about a run changed. */
    public synchronized void changed(RunView run) {
        boolean isActive = run.status() == RunView.Status.ACTIVE;
        boolean wasActive = isActive ? active.put(run.run(), run) != null : active.remove(run.run()) != null;
        if (isActive != wasActive) {
            show(round, RunView::round);
            show(cohort, RunView::cohort);
            show(reported, RunView::reported);
        }
    }

    private void show(MultiGauge gauge, ToIntFunction<RunView> value) {
        gauge.register(active.keySet().stream()
                .map(run -> MultiGauge.Row.of(Tags.of("run", run), () -> value(run, value))).toList());
    }

    private synchronized int value(String run, ToIntFunction<RunView> value) {
        RunView view = active.get(run);
        return view == null ? 0 : value.applyAsInt(view);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }
}
