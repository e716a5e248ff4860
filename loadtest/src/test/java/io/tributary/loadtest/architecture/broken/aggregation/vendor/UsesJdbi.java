package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesJdbi {
    private UsesJdbi() {}

    static Class<?> known() {
        return org.jdbi.v3.core.Jdbi.class;
    }
}
