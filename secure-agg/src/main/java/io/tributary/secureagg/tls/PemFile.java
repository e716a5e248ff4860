package io.tributary.secureagg.tls;

import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.BoundedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of sections between BEGIN and END lines (RFC 7468), bounded before it is read. */
final class PemFile {
    private static final int MOST = 64 * 1024;
    private static final Pattern SECTION = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private final Path file;
    private final String text;

    private PemFile(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static PemFile read(Path file) throws PemException {
        if (!Files.exists(file)) {
            throw new PemException("there is no file " + file);
        }
        try {
            return new PemFile(file, new String(BoundedFile.read(file, MOST), StandardCharsets.ISO_8859_1));
        } catch (RejectedException large) {
            throw new PemException(large.detail() + ": it is no PEM file of ours", large);
        } catch (IOException unreadable) {
            throw new PemException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** Its certificates, in order, at least one. */
    List<X509Certificate> certificates() throws PemException {
        List<X509Certificate> found = new ArrayList<>();
        for (byte[] section : sections("CERTIFICATE")) {
            found.add(certificate(section));
        }
        if (found.isEmpty()) {
            throw new PemException(file + " holds no certificate: it must have a BEGIN CERTIFICATE line");
        }
        return found;
    }

    private X509Certificate certificate(byte[] der) throws PemException {
        try {
            Certificate read = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
            return (X509Certificate) read;
        } catch (CertificateException | ClassCastException broken) {
            throw new PemException(file + " holds a broken certificate: " + broken.getMessage(), broken);
        }
    }

    /** The one PKCS #8 key that it must hold (RFC 5958), not encrypted; a secret. */
    byte[] key() throws PemException {
        List<byte[]> keys = sections("PRIVATE KEY");
        if (keys.size() != 1) {
            throw new PemException(file + " must hold one private key of PKCS #8, not " + keys.size()
                    + ": a BEGIN PRIVATE KEY line, as 'openssl pkcs8 -topk8 -nocrypt' writes it");
        }
        return keys.get(0);
    }

    private List<byte[]> sections(String label) throws PemException {
        List<byte[]> found = new ArrayList<>();
        Matcher matcher = SECTION.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(label)) {
                found.add(decode(label, matcher.group(2)));
            }
        }
        if (found.isEmpty() && text.contains("-----BEGIN " + label + "-----")) {
            throw new PemException(file + " is broken: its " + label + " does not end, or is no base64");
        }
        return found;
    }

    private byte[] decode(String label, String base64) throws PemException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            throw new PemException(file + " is broken: its " + label + " is no base64"); // no cause: it quotes the key
        }
    }
}
