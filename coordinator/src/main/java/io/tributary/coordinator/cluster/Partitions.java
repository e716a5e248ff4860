package io.tributary.coordinator.cluster;

/** Which member is to have what has a name: a hint that may be late, and for a moment another one for two members. Thread-safe. */
@FunctionalInterface
public interface Partitions {
    /** Whether it is this member. */
    boolean isHere(String name);
}
