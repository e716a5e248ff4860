package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesArrow {
    private UsesArrow() {}

    static Class<?> known() {
        return org.apache.arrow.vector.Float4Vector.class;
    }
}
