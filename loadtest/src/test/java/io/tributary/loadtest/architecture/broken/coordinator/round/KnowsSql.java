package io.tributary.loadtest.architecture.broken.coordinator.round;

/** Broken on purpose. */
final class KnowsSql {
    private KnowsSql() {}

    static Class<?> known() {
        return java.sql.Connection.class;
    }
}
