package io.tributary.secureagg.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** What one side of a TLS connection shows of itself: a certificate, with those that link it to an authority, and its key. Immutable. */
public final class TlsIdentity {
    private static final Map<String, String> SIGNATURES = Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA",
            "EdDSA", "EdDSA");
    private static final byte[] PROBE = {1};
    private static final Set<Integer> NAMES = Set.of(2, 7); // dNSName and iPAddress of RFC 5280, 4.2.1.6

    private final Path file;
    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private TlsIdentity(Path file, List<X509Certificate> chain, PrivateKey key) {
        this.file = file;
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /**
     * Reads a certificate, followed by those that link it to an authority, and its key. Whether it has expired is not looked at.
     *
     * @param key a key of EC, Ed25519 or RSA as PKCS #8, not encrypted
     * @throws PemException if a file is missing or broken, or the key is not that of the certificate
     */
    public static TlsIdentity read(Path certificate, Path key) throws PemException {
        List<X509Certificate> chain = PemFile.read(certificate).certificates();
        byte[] secret = PemFile.read(key).key();
        PublicKey shown = chain.get(0).getPublicKey();
        try {
            PrivateKey own = KeyFactory.getInstance(shown.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(secret));
            if (fits(own, shown)) {
                return new TlsIdentity(certificate, chain, own);
            }
        } catch (GeneralSecurityException another) {
            throw new PemException(
                    "the key in " + key + " is no " + shown.getAlgorithm() + " key as the certificate in "
                            + certificate + " needs it",
                    another);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        throw new PemException("the key in " + key + " is not that of the certificate in " + certificate
                + ": use the two files that were made together");
    }

    private static boolean fits(PrivateKey own, PublicKey shown) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURES.getOrDefault(shown.getAlgorithm(), "none"));
        signature.initSign(own);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(shown);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    /**
     * Checks that the certificates hold at a time.
     *
     * @throws PemException if one has expired or does not hold yet
     */
    public TlsIdentity requireValid(Instant now) throws PemException {
        for (X509Certificate certificate : chain) {
            Validity.require(file, certificate, now);
        }
        return this;
    }

    /**
     * The host names and addresses that the certificate is for.
     *
     * @throws PemException if they are broken
     */
    public Set<String> hosts() throws PemException {
        try {
            Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
            Set<String> hosts = new TreeSet<>();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (name.get(0) instanceof Integer type && NAMES.contains(type)) {
                    hosts.add(String.valueOf(name.get(1)));
                }
            }
            return hosts;
        } catch (CertificateParsingException broken) {
            throw new PemException(file + " names its hosts in a broken way: " + broken.getMessage(), broken);
        }
    }

    /** What is shown first. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Its key, a secret; whoever only speaks TLS needs {@link #keyManager} alone. */
    public PrivateKey privateKey() {
        return key;
    }

    /** Shows the certificate and signs with its key. */
    public X509ExtendedKeyManager keyManager() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, new char[0], chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, new char[0]);
            return Arrays.stream(factory.getKeyManagers()).filter(X509ExtendedKeyManager.class::isInstance)
                    .map(X509ExtendedKeyManager.class::cast).findFirst().orElseThrow();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the JDK keeps no keys in memory", impossible);
        }
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + file + ", " + chain.get(0).getSubjectX500Principal().getName() + "]";
    }
}
