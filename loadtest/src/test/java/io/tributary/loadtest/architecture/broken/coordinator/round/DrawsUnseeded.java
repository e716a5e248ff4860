package io.tributary.loadtest.architecture.broken.coordinator.round;

/** Broken on purpose. */
final class DrawsUnseeded {
    private DrawsUnseeded() {}

    static int broken() {
        return new java.util.Random().nextInt();
    }
}
