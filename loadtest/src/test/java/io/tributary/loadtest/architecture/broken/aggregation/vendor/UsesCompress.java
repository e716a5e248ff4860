package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesCompress {
    private UsesCompress() {}

    static Class<?> known() {
        return org.apache.commons.compress.archivers.tar.TarArchiveEntry.class;
    }
}
