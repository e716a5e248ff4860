package io.tributary.loadtest.architecture.broken.aggregation;

/** Broken on purpose. */
final class AggregationKnowsLearning {
    private AggregationKnowsLearning() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.learning.Known.class;
    }
}
