package io.tributary.loadtest.round;

import io.tributary.cli.certs.CertificateFolder;
import io.tributary.cli.certs.CertsException;
import io.tributary.cli.certs.CertsRequest;
import io.tributary.coordinator.http.tls.TlsOptions;
import io.tributary.secureagg.tls.Authorities;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Certificates for TLS between processes of this machine, made when they are wanted: an authority's, and a coordinator's for loopback. */
record LoopbackTls(Path folder) {
    private static final Duration LIFE = Duration.ofDays(1);

    /** Makes them in a folder that is not there yet. */
    static LoopbackTls make(Path folder) throws IOException, CertsException {
        CertificateFolder.make(new CertsRequest(folder, List.of(), LIFE, List.of(), false), InstantSource.system());
        return new LoopbackTls(folder);
    }

    /** The file of whom a client believes. */
    Path authority() {
        return folder.resolve("ca.pem");
    }

    /** Whom a client believes. */
    Authorities authorities() throws IOException {
        return Authorities.read(authority());
    }

    /** What the coordinator shows. */
    TlsOptions coordinator() {
        return new TlsOptions(folder.resolve("coordinator.pem"), folder.resolve("coordinator.key"), Optional.empty());
    }
}
