package io.tributary.coordinator.store;

import java.time.Instant;

/**
 * One event of a run's rounds, as its owner stored it.
 *
 * @param sequence 1, 2, ... within the run
 * @param json the event's own encoding
 */
public record StoredEvent(long sequence, int round, String json, Instant at) {}
