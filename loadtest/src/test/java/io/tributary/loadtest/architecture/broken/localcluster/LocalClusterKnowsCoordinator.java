package io.tributary.loadtest.architecture.broken.localcluster;

/** Broken on purpose. */
final class LocalClusterKnowsCoordinator {
    private LocalClusterKnowsCoordinator() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.coordinator.Known.class;
    }
}
