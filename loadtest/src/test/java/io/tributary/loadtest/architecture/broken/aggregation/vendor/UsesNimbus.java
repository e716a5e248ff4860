package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesNimbus {
    private UsesNimbus() {}

    static Class<?> known() {
        return com.nimbusds.jose.JWSObject.class;
    }
}
