package io.tributary.coordinator.store;

/**
 * A run in a list.
 *
 * @param run its row, or what is known of one that cannot be read
 * @param lastRound the newest round of its events, 0 if it has none
 */
public record ListedRun(StoredRun run, int lastRound) {}
