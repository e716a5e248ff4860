package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesJLine {
    private UsesJLine() {}

    static Class<?> known() {
        return org.jline.terminal.Terminal.class;
    }
}
