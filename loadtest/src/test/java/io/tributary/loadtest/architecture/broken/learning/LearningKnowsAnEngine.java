package io.tributary.loadtest.architecture.broken.learning;

/** Broken on purpose. */
final class LearningKnowsAnEngine {
    private LearningKnowsAnEngine() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.learning.djl.Known.class;
    }
}
