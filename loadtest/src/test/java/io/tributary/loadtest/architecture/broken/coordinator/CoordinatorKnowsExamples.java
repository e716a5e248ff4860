package io.tributary.loadtest.architecture.broken.coordinator;

/** Broken on purpose. */
final class CoordinatorKnowsExamples {
    private CoordinatorKnowsExamples() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.examples.Known.class;
    }
}
