package io.tributary.loadtest.architecture.broken.coordinator.round;

/** Broken on purpose. */
final class CountsNanoseconds {
    private CountsNanoseconds() {}

    static long broken() {
        return System.nanoTime();
    }
}
