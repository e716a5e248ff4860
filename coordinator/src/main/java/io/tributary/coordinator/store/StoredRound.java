package io.tributary.coordinator.store;

/**
 * What is told of a round that is over, in place of its events.
 *
 * @param lastSequence sequence number of the last of those events
 * @param json the owner's own encoding
 */
public record StoredRound(int round, long lastSequence, String json) {}
