package io.tributary.client;

import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.ClientTls;
import io.tributary.secureagg.tls.PemException;
import io.tributary.secureagg.tls.TlsIdentity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the PEM files are that a client speaks TLS with. Immutable. */
record TlsFiles(Optional<Path> authority, Optional<Shown> shown) {
    /** Name of the file with the authority, in a folder of what to trust. */
    static final String AUTHORITY = "ca.pem";
    static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty());

    /** What the client shows. */
    record Shown(Path certificate, Path key) {}

    TlsFiles pinning(Path pem) {
        return new TlsFiles(Optional.of(pem), shown);
    }

    TlsFiles showing(Path certificate, Path key) {
        return new TlsFiles(authority, Optional.of(new Shown(certificate, key)));
    }

    /** The authority is that of a folder, if it has one and no other was named; for {@code https} alone, as nothing else is believed. */
    TlsFiles trusting(Path folder, List<URI> addresses) {
        Path pem = folder.resolve(AUTHORITY);
        boolean secure = addresses.stream().anyMatch(address -> "https".equalsIgnoreCase(address.getScheme()));
        return authority.isEmpty() && secure && Files.exists(pem) ? pinning(pem) : this;
    }

    ClientTls read() throws PemException {
        ClientTls tls =
                authority.isPresent() ? ClientTls.believing(Authorities.read(authority.get())) : ClientTls.USUAL;
        return shown.isPresent() ? tls.showing(TlsIdentity.read(shown.get().certificate(), shown.get().key())) : tls;
    }
}
