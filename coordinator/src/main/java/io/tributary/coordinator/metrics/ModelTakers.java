package io.tributary.coordinator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts who took which version of which model, by its manifest: nobody gets at chunks without it. The newest {@value #MOST} versions that
 * were taken have a counter, so that a scrape stays bounded. Thread-safe.
 */
public final class ModelTakers {
    static final int MOST = 300;
    private final MeterRegistry registry;
    private final Map<Take, Counter> counters = new LinkedHashMap<>(16, 0.75f, true);

    private record Take(String model, int version, String by) {}

    public ModelTakers(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A version was taken.
     *
     * @param by what the taker showed: one of a few words
     */
    public synchronized void taken(String model, int version, String by) {
        Take take = new Take(model, version, by);
        counters.computeIfAbsent(take, this::counter).increment();
        if (counters.size() > MOST) {
            Map.Entry<Take, Counter> oldest = counters.entrySet().iterator().next();
            registry.remove(oldest.getValue());
            counters.remove(oldest.getKey());
        }
    }

    private Counter counter(Take take) {
        return Counter.builder("tributary.models.taken").tag("model", take.model())
                .tag("version", Integer.toString(take.version())).tag("by", take.by())
                .description("Manifests of model versions that were taken").register(registry);
    }
}
