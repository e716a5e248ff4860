package io.tributary.coordinator.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Under which addresses a coordinator is called: a proof made for another one is not for it. Thread-safe. */
public final class OwnAddress {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private final Optional<URI> configured;
    private final boolean anyPort;
    private volatile Set<String> origins = Set.of();

    /**
     * Takes who may come in. With open enrolment, which is for loopback alone, a device may come through a relay on any port of
     * this machine: there a proof keeps nobody out who could not enrol as well.
     */
    public OwnAddress(AccessOptions access) {
        this.configured = access.address();
        this.anyPort = access.enrolment() == AccessOptions.Enrolment.OPEN;
    }

    /** From now on the coordinator listens here. */
    public void listening(String host, int port) {
        if (configured.isPresent()) {
            origins = Set.of(configured.get().toString().replaceAll("/+$", ""));
        } else if (isLoopback(host)) {
            origins = Set.copyOf(LOOPBACK.stream().map(name -> "http://" + name + ":" + port).toList());
        } else {
            origins = Set.of("http://" + host + ":" + port);
        }
    }

    /** Whether this is the address of a path of this coordinator. */
    public boolean names(String uri, String path) {
        return origins.stream().anyMatch(origin -> uri.equals(origin + path)) || (anyPort && isLocal(uri, path));
    }

    private static boolean isLocal(String uri, String path) {
        return LOOPBACK.stream().anyMatch(
                host -> uri.matches(Pattern.quote("http://" + host) + ":\\d{1,5}" + Pattern.quote(path)));
    }

    /** Whether only this machine can reach a host name or address. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
