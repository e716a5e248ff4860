package io.tributary.client;

import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.ClientTls;
import io.tributary.secureagg.tls.PemException;
import io.tributary.secureagg.tls.TlsIdentity;
import java.nio.file.Path;
import java.util.Optional;

/** Where the PEM files are that a client speaks TLS with. Immutable. */
record TlsFiles(Optional<Path> authority, Optional<Shown> shown) {
    static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty());

    /** What the client shows. */
    record Shown(Path certificate, Path key) {}

    TlsFiles pinning(Path pem) {
        return new TlsFiles(Optional.of(pem), shown);
    }

    TlsFiles showing(Path certificate, Path key) {
        return new TlsFiles(authority, Optional.of(new Shown(certificate, key)));
    }

    ClientTls read() throws PemException {
        ClientTls tls =
                authority.isPresent() ? ClientTls.believing(Authorities.read(authority.get())) : ClientTls.USUAL;
        return shown.isPresent() ? tls.showing(TlsIdentity.read(shown.get().certificate(), shown.get().key())) : tls;
    }
}
