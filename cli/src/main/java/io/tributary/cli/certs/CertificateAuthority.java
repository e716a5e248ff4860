package io.tributary.cli.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates of X.509 version 3 (RFC 5280) for one side of TLS each. Keys are EC over P-256, made by the JDK; signatures
 * are ECDSA with SHA-256; serial numbers are 127 random bits. One thread.
 */
final class CertificateAuthority {
    private static final Duration LIFE = Duration.ofDays(3650);
    /** Clocks differ: what is made now holds on a machine whose clock is a little behind. */
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Issued own;
    private final InstantSource clock;

    /** Goes on with the certificate and key of an authority. */
    CertificateAuthority(Issued own, InstantSource clock) {
        this.own = own;
        this.clock = clock;
    }

    /** A new one, which signs for ten years. */
    static CertificateAuthority create(InstantSource clock) {
        KeyPair pair = pair();
        X500Name name = name("Tributary private CA " + new BigInteger(32, RANDOM).toString(36));
        Instant now = clock.instant();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, serial(), Date.from(now.minus(SKEW)),
                Date.from(now.plus(LIFE)), name, pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.subjectKeyIdentifier, false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return new CertificateAuthority(new Issued(sign(builder, pair.getPrivate()), pair.getPrivate()), clock);
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("the JDK makes no certificate", impossible);
        }
    }

    /** What it shows of itself: devices pin the certificate. */
    Issued own() {
        return own;
    }

    /** For a coordinator that is reached under these names and addresses. */
    Issued coordinator(List<String> hosts, Duration life) throws CertsException {
        return issue("Tributary coordinator", KeyPurposeId.id_kp_serverAuth, life, Optional.of(Hosts.names(hosts)));
    }

    /** For a device or operator that connects where a certificate is asked for. */
    Issued device(String device, Duration life) {
        return issue(device, KeyPurposeId.id_kp_clientAuth, life, Optional.empty());
    }

    private Issued issue(String subject, KeyPurposeId purpose, Duration life, Optional<GeneralNames> hosts) {
        KeyPair pair = pair();
        Instant now = clock.instant();
        Instant end = now.plus(life);
        Instant last = own.certificate().getNotAfter().toInstant();
        try {
            JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new JcaX509CertificateHolder(own.certificate()).getSubject(), serial(), Date.from(now.minus(SKEW)),
                    Date.from(end.isAfter(last) ? last : end), name(subject), pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(Extension.subjectKeyIdentifier, false,
                            ids.createSubjectKeyIdentifier(pair.getPublic()))
                    .addExtension(Extension.authorityKeyIdentifier, false,
                            ids.createAuthorityKeyIdentifier(own.certificate().getPublicKey()));
            if (hosts.isPresent()) {
                builder.addExtension(Extension.subjectAlternativeName, false, hosts.get());
            }
            return new Issued(sign(builder, own.key()), pair.getPrivate());
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("the JDK makes no certificate", impossible);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static X500Name name(String common) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, common).build();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS);
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no P-256", impossible);
        }
    }
}
