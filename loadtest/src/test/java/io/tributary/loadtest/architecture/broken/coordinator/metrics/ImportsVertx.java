package io.tributary.loadtest.architecture.broken.coordinator.metrics;

/** Broken on purpose. */
final class ImportsVertx {
    private ImportsVertx() {}

    static Class<?> known() {
        return io.vertx.core.Vertx.class;
    }
}
