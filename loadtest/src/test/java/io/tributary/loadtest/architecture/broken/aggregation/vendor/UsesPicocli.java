package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesPicocli {
    private UsesPicocli() {}

    static Class<?> known() {
        return picocli.CommandLine.class;
    }
}
