package io.tributary.loadtest.architecture.broken.cli;

/** Broken on purpose. */
final class CliKnowsTheInside {
    private CliKnowsTheInside() {}

    static Class<?> known() {
        return io.tributary.loadtest.architecture.broken.client.internal.Inside.class;
    }
}
