package io.tributary.coordinator.store;

import java.util.List;

/**
 * What is stored of a run's rounds at one moment. Immutable.
 *
 * @param past the first rounds, in order, as far as their events were replaced
 * @param events the events of all rounds after them, in order
 */
public record StoredLog(List<StoredRound> past, List<StoredEvent> events) {
    /** Copies the lists. */
    public StoredLog {
        past = List.copyOf(past);
        events = List.copyOf(events);
    }

    /** Sequence number of the last event that was replaced, 0 if none was. */
    public long replaced() {
        return past.isEmpty() ? 0 : past.getLast().lastSequence();
    }
}
