package io.tributary.loadtest.architecture.broken.cli;

/** Broken on purpose. */
final class CliKnowsLoadtest {
    private CliKnowsLoadtest() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.loadtest.Known.class;
    }
}
