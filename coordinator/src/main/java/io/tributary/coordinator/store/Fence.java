package io.tributary.coordinator.store;

/** The right of one owner to write for a run: every owner write holds only while the run's epoch is this one (I7). */
public record Fence(String run, long epoch) {}
