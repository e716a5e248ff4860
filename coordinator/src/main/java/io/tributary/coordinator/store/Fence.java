package io.tributary.coordinator.store;

/** Proof that a member owned a run in this epoch. Every write of an owner succeeds only while it is the run's epoch (I7). */
public record Fence(String run, long epoch) {}
