package io.tributary.coordinator.http.tls;

import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.PemException;
import io.tributary.secureagg.tls.TlsIdentity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link TlsOptions} name, read and checked.
 *
 * @param hosts names and addresses that the certificate is for, at least one
 * @param clients whose certificates are asked for; none are if empty
 */
public record ServerTls(TlsIdentity identity, Set<String> hosts, Optional<Authorities> clients) {
    /** Copies the set. */
    public ServerTls {
        hosts = Set.copyOf(hosts);
    }

    /**
     * Reads the files.
     *
     * @throws PemException if one is missing, broken or expired, or the key is not that of the certificate; it names the file
     */
    public static ServerTls read(TlsOptions options, Instant now) throws PemException {
        TlsIdentity identity = TlsIdentity.read(options.certificate(), options.key()).requireValid(now);
        if (identity.hosts().isEmpty()) {
            throw new PemException(options.certificate()
                    + " is for no host: devices look for the coordinator's name or "
                    + "address among its subject alternative names; make one with ./tributary certs --host NAME");
        }
        Optional<Authorities> clients = options.clientAuthorities().isEmpty() ? Optional.empty()
                : Optional.of(Authorities.read(options.clientAuthorities().get()).requireValid(now));
        return new ServerTls(identity, identity.hosts(), clients);
    }
}
