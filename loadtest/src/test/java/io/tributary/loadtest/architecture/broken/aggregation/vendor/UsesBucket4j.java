package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesBucket4j {
    private UsesBucket4j() {}

    static Class<?> known() {
        return io.github.bucket4j.Bucket.class;
    }
}
