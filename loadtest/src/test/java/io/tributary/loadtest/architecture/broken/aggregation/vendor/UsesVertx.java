package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesVertx {
    private UsesVertx() {}

    static Class<?> known() {
        return io.vertx.core.Vertx.class;
    }
}
