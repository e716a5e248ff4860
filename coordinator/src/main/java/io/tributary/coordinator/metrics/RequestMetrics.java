package io.tributary.coordinator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Counters of what is done to connections and requests before anybody answers them. Thread-safe. */
public final class RequestMetrics {
    private final MeterRegistry registry;
    private final Map<Cut, Counter> cuts = new EnumMap<>(Cut.class);
    private final Counter malformed;

    /** Why a connection is ended that its peer did not end. */
    public enum Cut {
        /** Its peer reads an answer slower than the least rate. */
        SLOW_READER,
        /** Its peer sends a body slower than the least rate, or not in time. */
        SLOW_SENDER,
        /** Its unfinished request or answer was the oldest when there was no room for more. */
        NO_ROOM,
        /** Its TLS handshake failed, or did not end in time. */
        HANDSHAKE,
        /** There are as many connections as there may be. */
        TOO_MANY,
        /** There are as many connections from its address as there may be. */
        TOO_MANY_OF_ADDRESS;

        /** In lower case, as in the metric. */
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Counts into this registry. */
    public RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Cut why : Cut.values()) {
            cuts.put(why, Counter.builder("tributary.connections.cut").tag("reason", why.code())
                    .description("Connections ended by the coordinator to protect itself").register(registry));
        }
        this.malformed = Counter.builder("tributary.requests.malformed")
                .description("Requests that are not well-formed, refused before they are looked at").register(registry);
    }

    /** A connection was ended. */
    public void cut(Cut why) {
        Counter counter = cuts.get(why);
        if (counter != null) {
            counter.increment();
        }
    }

    /** A request was not well-formed. */
    public void malformed() {
        malformed.increment();
    }

    /** Measures what is held now; the supplier is asked at every scrape, and must be quick. */
    public void measure(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
