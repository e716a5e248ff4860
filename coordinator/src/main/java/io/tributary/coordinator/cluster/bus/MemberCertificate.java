package io.tributary.coordinator.cluster.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The one certificate of a cluster's members and its Ed25519 key (RFC 8410). The same seed gives the same bytes: whoever has the seed is a
 * member, and a member believes exactly this certificate. It signs no other ones. It has no end (RFC 5280, 4.1.2.5): members run for months,
 * their clocks differ, and it goes when the signing keys do. Immutable; never prints the key.
 */
final class MemberCertificate {
    private static final X500Name NAME = new X500Name("CN=tributary members");
    private static final Date BEGIN = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final Date NO_END = Date.from(Instant.parse("9999-12-31T23:59:59Z"));
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final PrivateKey key;

    private MemberCertificate(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** @param seed {@value BusTls#SEED_BYTES} bytes, the private key of RFC 8032 */
    static MemberCertificate of(byte[] seed) {
        if (seed.length != BusTls.SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + BusTls.SEED_BYTES + " bytes, not " + seed.length);
        }
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            return new MemberCertificate(signed(seed, key), key);
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("the JDK makes no certificate of Ed25519", impossible);
        }
    }

    private static X509Certificate signed(byte[] seed, PrivateKey key)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(NAME, BigInteger.ONE, BEGIN, NO_END, NAME,
                SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                        new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey()));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("Ed25519").build(key)));
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Both as a store that Vert.x copies as JSON, which it does not do with managers of keys; the password is of this call alone. */
    PfxOptions store() {
        byte[] random = new byte[BusTls.SEED_BYTES];
        RANDOM.nextBytes(random);
        String password = Base64.getEncoder().encodeToString(random);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("member", key, password.toCharArray(), new Certificate[] {certificate});
            store.store(bytes, password.toCharArray());
            return new PfxOptions().setValue(Buffer.buffer(bytes.toByteArray())).setPassword(password);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the JDK keeps no keys in memory", impossible);
        }
    }

    @Override
    public String toString() {
        return "MemberCertificate[" + NAME + "]";
    }
}
