package io.tributary.loadtest.architecture.broken.client;

/** Broken on purpose. */
final class ClientKnowsCoordinator {
    private ClientKnowsCoordinator() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.coordinator.Known.class;
    }
}
