package io.tributary.coordinator.http.tls;

import io.tributary.protocol.Fields;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a coordinator's TLS files are, all PEM, as {@code ./tributary certs} makes them. They are read at start. TLS 1.3 alone is
 * spoken.
 *
 * @param certificate the coordinator's own, followed by those that link it to an authority that devices pin, if any do
 * @param key the private key of the certificate, as PKCS #8, not encrypted
 * @param clientAuthorities if set, whoever connects must show a certificate of one of these (mTLS), operators and probes as well
 */
public record TlsOptions(Path certificate, Path key, Optional<Path> clientAuthorities) {
    /** @throws IllegalArgumentException if one is null */
    public TlsOptions {
        Fields.given("certificate", certificate);
        Fields.given("key", key);
        Fields.given("clientAuthorities", clientAuthorities);
    }
}
