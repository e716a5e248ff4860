package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesBouncyCastle {
    private UsesBouncyCastle() {}

    static Class<?> known() {
        return org.bouncycastle.asn1.x509.KeyUsage.class;
    }
}
