package io.tributary.loadtest.architecture.broken.coordinator.round;

/** Broken on purpose. */
final class DrawsUuids {
    private DrawsUuids() {}

    static java.util.UUID broken() {
        return java.util.UUID.randomUUID();
    }
}
