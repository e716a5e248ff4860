package io.tributary.cli.certs;

import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.file.SecretFile;
import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.PemException;
import io.tributary.secureagg.tls.TlsIdentity;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** A certificate and its key as two PEM files; only its owner can read the key. */
record PemPair(Path certificate, Path key) {
    private static final String BEGIN = "-----BEGIN ";

    boolean isThere() {
        return Files.exists(certificate) || Files.exists(key);
    }

    /** Goes on with the authority that is there. */
    Issued readAuthority(InstantSource clock) throws CertsException {
        try {
            Authorities.read(certificate).requireValid(clock.instant());
            TlsIdentity both = TlsIdentity.read(certificate, key);
            return new Issued(both.certificate(), both.privateKey());
        } catch (PemException unusable) {
            throw new CertsException("the authority in " + certificate.toAbsolutePath().getParent() + " cannot go on: "
                    + unusable.getMessage()
                    + "\nuse another --out DIR for a new authority, which devices then must pin",
                    unusable);
        }
    }

    /** Checks that nothing would be overwritten that must not be: with {@code force} PEM files may, but nothing else. */
    void requireFree(boolean force) throws CertsException {
        for (Path file : List.of(certificate, key)) {
            if (Files.exists(file) && !force) {
                throw new CertsException(file + " is there already: --force makes another one, signed by the same "
                        + "authority; another --out DIR leaves it alone");
            }
            if (Files.exists(file) && !isPem(file)) {
                throw new CertsException(file + " is no PEM file, so not of this command, and is not overwritten: "
                        + "use another --out DIR");
            }
        }
    }

    private static boolean isPem(Path file) throws CertsException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(BEGIN.length()), StandardCharsets.ISO_8859_1).equals(BEGIN);
        } catch (IOException unreadable) {
            throw new CertsException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** Writes both, each whole or not at all, the key first. */
    List<Path> write(Issued issued) throws IOException {
        SecretFile.replace(key, pem("PRIVATE KEY", issued.key().getEncoded()));
        try {
            DurableFile.replace(certificate, pem("CERTIFICATE", issued.certificate().getEncoded()));
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was just made has no bytes", impossible);
        }
        return List.of(certificate, key);
    }

    private static byte[] pem(String label, byte[] der) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(label, der));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
