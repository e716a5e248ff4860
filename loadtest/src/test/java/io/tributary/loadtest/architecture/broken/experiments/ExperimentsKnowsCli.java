package io.tributary.loadtest.architecture.broken.experiments;

/** Broken on purpose. */
final class ExperimentsKnowsCli {
    private ExperimentsKnowsCli() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.cli.Known.class;
    }
}
