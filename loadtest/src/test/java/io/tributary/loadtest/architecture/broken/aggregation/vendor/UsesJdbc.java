package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesJdbc {
    private UsesJdbc() {}

    static Class<?> known() {
        return java.sql.Connection.class;
    }
}
