package io.tributary.loadtest.architecture.broken.cli;

/** Broken on purpose. */
final class CliKnowsExamples {
    private CliKnowsExamples() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.examples.Known.class;
    }
}
