package io.tributary.loadtest.architecture.broken.coordinator;

/** Broken on purpose. */
final class CoordinatorKnowsClient {
    private CoordinatorKnowsClient() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.client.Known.class;
    }
}
