package io.tributary.coordinator.storage;

/** Where a coordinator keeps what must not be lost. */
public sealed interface Storage permits EmbeddedStorage, ClusterStorage {}
