package io.tributary.loadtest.architecture.broken.learning;

/** Broken on purpose. */
final class LearningKnowsSecureAgg {
    private LearningKnowsSecureAgg() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.secureagg.Known.class;
    }
}
