package io.tributary.loadtest.architecture.broken.secureagg;

/** Broken on purpose. */
final class SecureAggKnowsLearning {
    private SecureAggKnowsLearning() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.learning.Known.class;
    }
}
