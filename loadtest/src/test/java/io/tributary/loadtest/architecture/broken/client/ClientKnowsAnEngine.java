package io.tributary.loadtest.architecture.broken.client;

/** Broken on purpose. */
final class ClientKnowsAnEngine {
    private ClientKnowsAnEngine() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.learning.djl.Known.class;
    }
}
