package io.tributary.coordinator.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Under which addresses a coordinator is called: a proof made for another one is not for it. Thread-safe. */
public final class OwnAddress {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private final Optional<URI> configured;
    private final boolean anyPort;
    private volatile boolean local;
    private volatile String scheme = "http://";
    private volatile Set<String> origins = Set.of();

    /**
     * Takes who may come in. With open enrolment, which is for loopback alone, a device may come through a relay on any port of
     * this machine: there a proof keeps nobody out who could not enrol as well.
     */
    public OwnAddress(AccessOptions access) {
        this.configured = access.address();
        this.anyPort = access.enrolment() == AccessOptions.Enrolment.OPEN;
    }

    /**
     * From now on the coordinator listens here.
     *
     * @param certified the hosts that its certificate is for, which are its names as well; empty if it speaks plain HTTP
     */
    public void listening(String host, int port, Optional<Set<String>> certified) {
        scheme = scheme(certified.isPresent());
        local = isLoopback(host)
                && configured.map(known -> isLoopback(String.valueOf(known.getHost()))).orElse(true);
        if (configured.isPresent()) {
            origins = Set.of(configured.get().toString().replaceAll("/+$", ""));
        } else {
            Set<String> hosts = new TreeSet<>(certified.orElse(Set.of()));
            hosts.addAll(isLoopback(host) ? LOOPBACK : Set.of(host));
            origins = hosts.stream().map(name -> origin(certified.isPresent(), name, port))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** As clients write it (RFC 9449, 4.2): without the port where it is the usual one. */
    private static String origin(boolean tls, String host, int port) {
        String uri = uri(tls, host, port).toString();
        boolean usual = port == (tls ? HTTPS_PORT : HTTP_PORT);
        return usual ? uri.substring(0, uri.lastIndexOf(':')) : uri;
    }

    /** The address of a host and port. */
    public static URI uri(boolean tls, String host, int port) {
        String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create(scheme(tls) + name + ":" + port);
    }

    private static String scheme(boolean tls) {
        return tls ? "https://" : "http://";
    }

    /** Whether this is the address of a path of this coordinator. */
    public boolean names(String uri, String path) {
        return origins.stream().anyMatch(origin -> uri.equals(origin + path)) || (anyPort && isLocal(uri, path));
    }

    /** Whether a page of this origin (RFC 6454) is one of this coordinator. */
    public boolean isOrigin(String origin) {
        return origins.contains(origin);
    }

    /** Whether a {@code Host} header, with or without a port, names this coordinator. */
    public boolean isHost(String host) {
        String name = host.replaceFirst(":\\d{1,5}$", "");
        return origins.contains(scheme + host) || (anyPort && LOOPBACK.contains(name));
    }

    /** Whether it listens on loopback alone and is known under no address beyond it. */
    public boolean isOfThisMachine() {
        return local;
    }

    private boolean isLocal(String uri, String path) {
        return LOOPBACK.stream().anyMatch(
                host -> uri.matches(Pattern.quote(scheme + host) + ":\\d{1,5}" + Pattern.quote(path)));
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
