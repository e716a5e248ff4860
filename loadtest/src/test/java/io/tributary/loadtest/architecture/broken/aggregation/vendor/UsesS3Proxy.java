package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesS3Proxy {
    private UsesS3Proxy() {}

    static Class<?> known() {
        return org.gaul.s3proxy.S3Proxy.class;
    }
}
