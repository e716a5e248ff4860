package io.tributary.protocol;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a coordinator is, as clients and configs write it: {@code https://host[:port]}, or plain {@code http} on this machine. The host is a
 * name, an IPv4 address or an IPv6 literal in brackets. A literal with a zone, {@code [fe80::1%eth0]} (RFC 6874), is
 * refused: the HTTP clients here cannot connect through one without sending it. There is no path: behind a proxy a coordinator has a host
 * name or a port of its own. Immutable.
 *
 * @param tls whether it is {@code https}
 * @param host in lower case, an IPv6 literal without its brackets
 * @param port 1..65535; the scheme's own where none is written
 */
public record CoordinatorAddress(boolean tls, String host, int port) {
    /** The name, and 127.0.0.0/8 (RFC 1122, section 3.2.1.3) as four numbers. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])){3}");
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /** A host and port, as a listener has them: an IPv6 literal with or without brackets; its zone, which nobody else knows, is left out. */
    public static CoordinatorAddress at(boolean tls, String host, int port) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new CoordinatorAddress(tls, bare.replaceFirst("%.*", "").toLowerCase(Locale.ROOT), port);
    }

    /**
     * Reads an address.
     *
     * @param what it is for, named in the error
     * @throws IllegalArgumentException if it is none
     */
    public static CoordinatorAddress of(String what, URI address) {
        Fields.given(what, address);
        CoordinatorAddress read = origin(address).filter(place -> place.tls() || place.isOfThisMachine())
                .orElseThrow(() -> new IllegalArgumentException(what
                        + " must be https://host[:port], or http://127.0.0.1:port on this machine, not '" + address
                        + "'"));
        if (address.getHost().contains("%")) {
            throw new IllegalArgumentException(what + " " + address + " names an interface of this machine (a zone),"
                    + " through which clients cannot connect: use an address that needs none, such as a unique local one"
                    + " (fd..), or a host name");
        }
        if (!Set.of("", "/").contains(String.valueOf(address.getRawPath()))) {
            throw new IllegalArgumentException(what + " must be https://host[:port] without a path, not '" + address
                    + "': behind a proxy, give the coordinator a host name or a port of its own");
        }
        return read;
    }

    /** The scheme, host and port of an address that may have a path; empty if it has none, or has a user, a query or a fragment. */
    public static Optional<CoordinatorAddress> origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean more = address.getRawQuery() != null || address.getRawFragment() != null
                || address.getRawUserInfo() != null;
        if (address.getHost() == null || more || address.getPort() == 0 || !Set.of("http", "https").contains(scheme)) {
            return Optional.empty();
        }
        boolean tls = scheme.equals("https");
        int port = address.getPort() > 0 ? address.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        return Optional.of(at(tls, address.getHost(), port));
    }

    /** Whether the host is written as one that only this machine reaches; no name is looked up. */
    public boolean isOfThisMachine() {
        return LOOPBACK.matcher(host).matches()
                || (isLiteral() && literal(host).filter(InetAddress::isLoopbackAddress).isPresent());
    }

    private boolean isLiteral() {
        return host.contains(":");
    }

    /** An IPv6 literal: whatever has a colon is one, or no host at all. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }

    /** Whether this is the same place, however an IPv6 literal is written. */
    public boolean isSameAs(CoordinatorAddress other) {
        return tls == other.tls && port == other.port && isSameHost(other);
    }

    private boolean isSameHost(CoordinatorAddress other) {
        return host.equals(other.host) || (isLiteral() && other.isLiteral() && literal(host).isPresent()
                && literal(host).equals(literal(other.host)));
    }

    /** The host as it stands in an address and in the field Host: an IPv6 literal in brackets. */
    public String name() {
        return isLiteral() ? "[" + host + "]" : host;
    }

    /** The absolute address of a path, as a proof names it (RFC 9449, section 4.2): the port is left out where it is the usual one. */
    public String address(String path) {
        boolean usual = port == (tls ? HTTPS_PORT : HTTP_PORT);
        return scheme() + name() + (usual ? "" : ":" + port) + path;
    }

    private String scheme() {
        return tls ? "https://" : "http://";
    }

    /** With the port, whichever it is. */
    public URI uri() {
        return URI.create(scheme() + this);
    }

    @Override
    public String toString() {
        return name() + ":" + port;
    }
}
