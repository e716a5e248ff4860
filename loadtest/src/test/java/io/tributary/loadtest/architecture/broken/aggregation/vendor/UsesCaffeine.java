package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesCaffeine {
    private UsesCaffeine() {}

    static Class<?> known() {
        return com.github.benmanes.caffeine.cache.Cache.class;
    }
}
