package io.tributary.loadtest.architecture.broken.coordinator.device;

/** Broken on purpose. */
final class ImportsVertx {
    private ImportsVertx() {}

    static Class<?> known() {
        return io.vertx.core.Vertx.class;
    }
}
