package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesMicrometer {
    private UsesMicrometer() {}

    static Class<?> known() {
        return io.micrometer.core.instrument.MeterRegistry.class;
    }
}
