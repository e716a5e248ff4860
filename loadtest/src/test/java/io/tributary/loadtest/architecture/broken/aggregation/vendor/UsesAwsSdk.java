package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesAwsSdk {
    private UsesAwsSdk() {}

    static Class<?> known() {
        return software.amazon.awssdk.services.s3.S3Client.class;
    }
}
