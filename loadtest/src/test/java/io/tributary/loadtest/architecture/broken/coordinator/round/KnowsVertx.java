package io.tributary.loadtest.architecture.broken.coordinator.round;

/** Broken on purpose. */
final class KnowsVertx {
    private KnowsVertx() {}

    static Class<?> known() {
        return io.vertx.core.Vertx.class;
    }
}
