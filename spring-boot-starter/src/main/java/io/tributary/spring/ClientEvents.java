package io.tributary.spring;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import io.tributary.client.event.Phase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a client tells, and tells the application's own listeners. Thread-safe. */
final class ClientEvents {
    private final List<ClientListener> listeners;
    private final Map<Phase, LongAdder> finished = counters();
    private final Map<Phase, LongAdder> failed = counters();
    private final LongAdder bytesUp = new LongAdder();
    private final LongAdder bytesDown = new LongAdder();
    private volatile Optional<ClientEvent.Ended> end = Optional.empty();

    ClientEvents(List<ClientListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    private static Map<Phase, LongAdder> counters() {
        Map<Phase, LongAdder> counters = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            counters.put(phase, new LongAdder());
        }
        return counters;
    }

    /** A step began, ended or failed. */
    void on(ClientEvent event) {
        if (event instanceof ClientEvent.Finished step) {
            count(finished, step.phase());
            bytesUp.add(step.bytesUp());
            bytesDown.add(step.bytesDown());
        } else if (event instanceof ClientEvent.Failed step) {
            count(failed, step.phase());
        } else if (event instanceof ClientEvent.Ended ended) {
            end = Optional.of(ended);
        }
        listeners.forEach(listener -> listener.on(event));
    }

    private static void count(Map<Phase, LongAdder> counters, Phase phase) {
        counters.getOrDefault(phase, new LongAdder()).increment();
    }

    /** Steps of a phase that ended well. */
    long finished(Phase phase) {
        return finished.getOrDefault(phase, new LongAdder()).sum();
    }

    /** Steps of a phase that failed. */
    long failed(Phase phase) {
        return failed.getOrDefault(phase, new LongAdder()).sum();
    }

    /** Bytes of bodies sent. */
    long bytesUp() {
        return bytesUp.sum();
    }

    /** Bytes of bodies received. */
    long bytesDown() {
        return bytesDown.sum();
    }

    /** Why the client ended; empty while it goes on. */
    Optional<ClientEvent.Ended> end() {
        return end;
    }
}
