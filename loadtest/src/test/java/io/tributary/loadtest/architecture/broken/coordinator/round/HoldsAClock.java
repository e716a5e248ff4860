package io.tributary.loadtest.architecture.broken.coordinator.round;

/** Broken on purpose. */
final class HoldsAClock {
    private HoldsAClock() {}

    static Class<?> known() {
        return java.time.Clock.class;
    }
}
