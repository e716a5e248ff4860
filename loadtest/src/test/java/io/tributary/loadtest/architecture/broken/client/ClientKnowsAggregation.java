package io.tributary.loadtest.architecture.broken.client;

/** Broken on purpose. */
final class ClientKnowsAggregation {
    private ClientKnowsAggregation() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.aggregation.Known.class;
    }
}
