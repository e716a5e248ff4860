package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesMetadataExtractor {
    private UsesMetadataExtractor() {}

    static Class<?> known() {
        return com.drew.metadata.Metadata.class;
    }
}
