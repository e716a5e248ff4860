package io.tributary.coordinator.storage;

/** In files of the coordinator's own directory, which no other coordinator uses. */
public record EmbeddedStorage() implements Storage {}
