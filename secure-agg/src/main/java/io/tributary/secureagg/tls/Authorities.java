package io.tributary.secureagg.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificate authorities of a PEM file: whoever believes these believes nobody else. Immutable. */
public final class Authorities {
    private final Path file;
    private final List<X509Certificate> certificates;
    private final X509TrustManager trust;

    private Authorities(Path file, List<X509Certificate> certificates) {
        this.file = file;
        this.certificates = List.copyOf(certificates);
        this.trust = trust(certificates);
    }

    /**
     * Reads them. Whether they have expired is not looked at.
     *
     * @throws PemException if the file is missing, broken, or holds a certificate that is no authority's
     */
    public static Authorities read(Path file) throws PemException {
        List<X509Certificate> certificates = PemFile.read(file).certificates();
        for (X509Certificate certificate : certificates) {
            if (certificate.getBasicConstraints() < 0) {
                throw new PemException(file + " is no authority's certificate but that of '"
                        + certificate.getSubjectX500Principal().getName() + "': give the ca.pem that signed it");
            }
        }
        return new Authorities(file, certificates);
    }

    private static X509TrustManager trust(List<X509Certificate> certificates) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast).findFirst().orElseThrow();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the JDK keeps no certificates in memory", impossible);
        }
    }

    /**
     * Checks that each of them holds at a time.
     *
     * @throws PemException if one has expired or does not hold yet
     */
    public Authorities requireValid(Instant now) throws PemException {
        for (X509Certificate certificate : certificates) {
            Validity.require(file, certificate, now);
        }
        return this;
    }

    /** Believes certificates that these authorities signed, for the side of a connection that they are made for (RFC 5280). */
    public X509TrustManager trustManager() {
        return trust;
    }

    /** Where they were read. */
    public Path file() {
        return file;
    }

    @Override
    public String toString() {
        return "Authorities[" + file + "]";
    }
}
