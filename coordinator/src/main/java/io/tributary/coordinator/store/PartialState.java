package io.tributary.coordinator.store;

/**
 * A partial object as it is seen without going on with it. Two that are equal, some time apart, mean that nobody stored more of it.
 *
 * @param size bytes that are stored
 * @param turn of whoever opened it last; see {@link PartialObject#turn}
 */
public record PartialState(long size, String turn) {}
