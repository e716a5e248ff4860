package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesTink {
    private UsesTink() {}

    static Class<?> known() {
        return com.google.crypto.tink.Aead.class;
    }
}
