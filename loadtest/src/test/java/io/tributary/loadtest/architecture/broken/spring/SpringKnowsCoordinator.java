package io.tributary.loadtest.architecture.broken.spring;

/** Broken on purpose. */
final class SpringKnowsCoordinator {
    private SpringKnowsCoordinator() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.coordinator.Known.class;
    }
}
