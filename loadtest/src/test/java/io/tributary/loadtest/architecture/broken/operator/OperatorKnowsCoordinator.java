package io.tributary.loadtest.architecture.broken.operator;

/** Broken on purpose. */
final class OperatorKnowsCoordinator {
    private OperatorKnowsCoordinator() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.coordinator.Known.class;
    }
}
