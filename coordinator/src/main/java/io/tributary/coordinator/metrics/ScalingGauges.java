package io.tributary.coordinator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.coordinator.scaling.ScalingLoad;
import io.tributary.coordinator.scaling.ScalingSignal;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A member's load as {@code tributary_scaling_pressure}, and each part of it as {@code tributary_scaling_load}. */
public final class ScalingGauges {
    private ScalingGauges() {}

    /** Registers them; the signal is asked at every scrape. */
    public static void show(ScalingSignal signal, MeterRegistry registry) {
        Map<String, ToDoubleFunction<ScalingLoad>> parts = Map.of("bytes", ScalingLoad::bytes, "ranges",
                ScalingLoad::ranges, "runs", ScalingLoad::runs, "devices", ScalingLoad::devices);
        parts.forEach((of, part) -> Gauge.builder("tributary.scaling.load", () -> part.applyAsDouble(signal.load()))
                .tag("of", of).description("Share of what the member can do that is asked of it").register(registry));
        Gauge.builder("tributary.scaling.pressure", () -> signal.load().pressure())
                .description("The highest of the loads: 1 is at capacity").register(registry);
    }
}
