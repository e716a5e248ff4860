package io.tributary.loadtest.architecture.broken.coordinator;

/** Broken on purpose. */
final class CoordinatorKnowsExperiments {
    private CoordinatorKnowsExperiments() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.experiments.Known.class;
    }
}
