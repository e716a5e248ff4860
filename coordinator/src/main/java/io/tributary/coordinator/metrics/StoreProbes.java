package io.tributary.coordinator.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Whether each of several stores takes a durable write. They are asked all at once, as each may take as long as it is waited for. Thread-safe; blocks. */
final class StoreProbes {
    static final String OK = "ok";

    private final Map<String, WriteProbe> probes = new LinkedHashMap<>();

    /**
     * Of stores by name.
     *
     * @param writes a write for each, as {@link WriteProbe} wants it
     * @param patience how long each may take
     */
    StoreProbes(Map<String, Runnable> writes, InstantSource clock, Duration patience) {
        writes.forEach((name, write) -> probes.put(name, new WriteProbe(write, clock, patience)));
    }

    /** What is known of each, {@value #OK} or why it takes no writes, in their order. */
    Map<String, String> look() {
        Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
        probes.forEach((name, probe) -> asked.put(name, CompletableFuture.supplyAsync(() -> probe.broken().orElse(OK),
                work -> Thread.ofVirtual().name("tributary-probe-" + name).start(work))));
        Map<String, String> answers = new LinkedHashMap<>();
        asked.forEach((name, answer) -> answers.put(name, answer.join()));
        return answers;
    }
}
