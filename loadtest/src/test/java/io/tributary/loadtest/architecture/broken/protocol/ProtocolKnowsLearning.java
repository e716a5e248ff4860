package io.tributary.loadtest.architecture.broken.protocol;

/** Broken on purpose. */
final class ProtocolKnowsLearning {
    private ProtocolKnowsLearning() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.learning.Known.class;
    }
}
