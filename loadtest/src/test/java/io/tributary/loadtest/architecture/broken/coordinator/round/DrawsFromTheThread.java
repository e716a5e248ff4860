package io.tributary.loadtest.architecture.broken.coordinator.round;

/** Broken on purpose. */
final class DrawsFromTheThread {
    private DrawsFromTheThread() {}

    static int broken() {
        return java.util.concurrent.ThreadLocalRandom.current().nextInt();
    }
}
