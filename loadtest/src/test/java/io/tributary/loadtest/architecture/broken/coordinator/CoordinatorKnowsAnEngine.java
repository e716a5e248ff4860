package io.tributary.loadtest.architecture.broken.coordinator;

/** Broken on purpose. */
final class CoordinatorKnowsAnEngine {
    private CoordinatorKnowsAnEngine() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.learning.djl.Known.class;
    }
}
