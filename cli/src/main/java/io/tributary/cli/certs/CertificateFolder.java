package io.tributary.cli.certs;

import io.tributary.protocol.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder with an authority, {@code ca.pem} and {@code ca.key}, and what it signed: {@code coordinator.pem} and {@code .key}, and
 * {@code device-NAME.pem} and {@code .key} for devices. Everything is made before anything is written.
 */
public final class CertificateFolder {
    private static final String AUTHORITY = "ca";
    private static final String COORDINATOR = "coordinator";
    private final CertsRequest request;
    private final InstantSource clock;
    private final Map<PemPair, Issued> fresh = new LinkedHashMap<>();

    private CertificateFolder(CertsRequest request, InstantSource clock) {
        this.request = request;
        this.clock = clock;
    }

    /**
     * Makes what is asked for.
     *
     * @throws CertsException if something is there already, or the request makes no sense; nothing was written
     * @throws IOException if a file cannot be read or written
     */
    public static CertsMade make(CertsRequest request, InstantSource clock) throws CertsException, IOException {
        return new CertificateFolder(request, clock).make();
    }

    private CertsMade make() throws CertsException, IOException {
        PemPair own = pair(AUTHORITY);
        boolean first = !own.isThere();
        CertificateAuthority authority =
                first ? CertificateAuthority.create(clock) : new CertificateAuthority(own.readAuthority(clock), clock);
        if (first) {
            fresh.put(own, authority.own());
        }
        coordinator(authority);
        for (String device : request.devices()) {
            put(pair("device-" + id(device)), authority.device(device, request.life()));
        }
        return new CertsMade(own.certificate(), first, write());
    }

    /** The coordinator's is left alone when it is there and the request is about devices. */
    private void coordinator(CertificateAuthority authority) throws CertsException {
        PemPair place = pair(COORDINATOR);
        boolean asked = request.devices().isEmpty() || !request.hosts().isEmpty();
        if (asked || !place.isThere()) {
            List<String> hosts = request.hosts().isEmpty() ? Hosts.LOOPBACK : request.hosts();
            put(place, authority.coordinator(hosts, request.life()));
        }
    }

    private void put(PemPair place, Issued issued) throws CertsException {
        place.requireFree(request.force());
        fresh.put(place, issued);
    }

    private List<Path> write() throws IOException {
        Files.createDirectories(request.out());
        List<Path> written = new ArrayList<>();
        for (Map.Entry<PemPair, Issued> made : fresh.entrySet()) {
            written.addAll(made.getKey().write(made.getValue()));
        }
        return written;
    }

    private PemPair pair(String name) {
        return new PemPair(request.out().resolve(name + ".pem"), request.out().resolve(name + ".key"));
    }

    private static String id(String device) throws CertsException {
        try {
            return Ids.device(device);
        } catch (IllegalArgumentException wrong) {
            throw new CertsException("--device: " + wrong.getMessage(), wrong);
        }
    }
}
