package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesHikari {
    private UsesHikari() {}

    static Class<?> known() {
        return com.zaxxer.hikari.HikariDataSource.class;
    }
}
