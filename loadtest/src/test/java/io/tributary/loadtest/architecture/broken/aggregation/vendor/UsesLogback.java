package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesLogback {
    private UsesLogback() {}

    static Class<?> known() {
        return ch.qos.logback.classic.Logger.class;
    }
}
