package io.tributary.coordinator.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/** Under which addresses a coordinator is called: a proof made for another one is not for it. Thread-safe. */
public final class OwnAddress {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private final Optional<URI> configured;
    private volatile Set<String> origins = Set.of();

    /** The address that devices know, if it is not where the coordinator listens. */
    public OwnAddress(Optional<URI> configured) {
        this.configured = configured;
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
        return origins.stream().anyMatch(origin -> uri.equals(origin + path));
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
