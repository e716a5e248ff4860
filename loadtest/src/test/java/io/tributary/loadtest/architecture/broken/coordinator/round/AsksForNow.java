package io.tributary.loadtest.architecture.broken.coordinator.round;

/** Broken on purpose. */
final class AsksForNow {
    private AsksForNow() {}

    static java.time.Instant broken() {
        return java.time.Instant.now();
    }
}
