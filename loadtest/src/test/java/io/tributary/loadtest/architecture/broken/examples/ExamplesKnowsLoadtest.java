package io.tributary.loadtest.architecture.broken.examples;

/** Broken on purpose. */
final class ExamplesKnowsLoadtest {
    private ExamplesKnowsLoadtest() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.loadtest.Known.class;
    }
}
