package io.tributary.secureagg.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** When a certificate holds. */
final class Validity {
    private Validity() {}

    static void require(Path file, X509Certificate certificate, Instant now) throws PemException {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new PemException(file + " expired at " + end + ", and it is " + now
                    + ": make another one with ./tributary certs --force");
        }
        if (now.isBefore(begin)) {
            throw new PemException(file + " holds from " + begin + " on, and it is " + now
                    + ": set this machine's clock, or make another one with ./tributary certs --force");
        }
    }
}
