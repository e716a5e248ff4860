package io.tributary.coordinator.scaling;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Shows a member's load as gauges: {@code tributary_scaling_pressure}, and each part of it as {@code tributary_scaling_load}. Is to be looked
 * at every second, because ranges come in bursts that a scrape would miss or take for all. Thread-safe.
 */
public final class ScalingSignal {
    /** Looks that the mean of the ranges is taken over, a minute of them. */
    static final int LOOKS = 60;

    private final Supplier<Amounts> asked;
    private final Amounts most;
    private final double[] ranges = new double[LOOKS];
    private int next;
    private double sum;

    /**
     * Has seen nothing yet.
     *
     * @param asked what is asked of the member now; must be quick
     * @param most the most that it can do
     */
    public ScalingSignal(Supplier<Amounts> asked, Amounts most) {
        this.asked = asked;
        this.most = most;
    }

    /** Looks at the ranges; to be called once a second. */
    public void look() {
        double now = ScalingLoad.ofRanges(asked.get().ranges(), most.ranges());
        synchronized (this) {
            ranges[next] = now;
            next = (next + 1) % LOOKS;
            sum = 0;
            for (double look : ranges) {
                sum += look;
            }
        }
    }

    private synchronized double meanRanges() {
        return sum / LOOKS;
    }

    /** The load now. */
    public ScalingLoad load() {
        return ScalingLoad.of(asked.get().withRanges(meanRanges()), most);
    }

    /** Registers the gauges. */
    public void show(MeterRegistry registry) {
        Map<String, ToDoubleFunction<ScalingLoad>> parts = Map.of("bytes", ScalingLoad::bytes, "ranges",
                ScalingLoad::ranges, "runs", ScalingLoad::runs, "devices", ScalingLoad::devices);
        parts.forEach((of, part) -> Gauge.builder("tributary.scaling.load", () -> part.applyAsDouble(load()))
                .tag("of", of).description("Share of what the member can do that is asked of it").register(registry));
        Gauge.builder("tributary.scaling.pressure", () -> load().pressure())
                .description("The highest of the loads: 1 is at capacity").register(registry);
    }
}
