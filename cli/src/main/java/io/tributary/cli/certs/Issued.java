package io.tributary.cli.certs;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate and its private key, which never prints. */
record Issued(X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
        return "Issued[" + certificate.getSubjectX500Principal().getName() + "]";
    }
}
