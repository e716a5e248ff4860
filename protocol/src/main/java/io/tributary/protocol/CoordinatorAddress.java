package io.tributary.protocol;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where a coordinator is, as clients and configs write it: {@code https://host[:port]}, or plain {@code http} on this machine. The host is a
 * name, an IPv4 address or an IPv6 literal in brackets. There is no path: behind a proxy a coordinator has a host name or a port of
 * its own. Immutable.
 *
 * @param tls whether it is {@code https}
 * @param host in lower case, an IPv6 literal without its brackets
 * @param port 1..65535; the scheme's own where none is written
 */
public record CoordinatorAddress(boolean tls, String host, int port) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "0:0:0:0:0:0:0:1");
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /**
     * Reads an address.
     *
     * @param what it is for, named in the error
     * @throws IllegalArgumentException if it is none
     */
    public static CoordinatorAddress of(String what, URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        boolean known = address.getHost() != null
                && (tls || (scheme.equals("http") && LOOPBACK.contains(bare(host))));
        boolean more = address.getRawQuery() != null || address.getRawFragment() != null
                || address.getRawUserInfo() != null;
        if (!known || more || address.getPort() == 0) {
            throw new IllegalArgumentException(what + " must be https://host[:port], or http://127.0.0.1:port on this "
                    + "machine, not '" + address + "'");
        }
        if (!Set.of("", "/").contains(String.valueOf(address.getRawPath()))) {
            throw new IllegalArgumentException(what + " must be https://host[:port] without a path, not '" + address
                    + "': behind a proxy, give the coordinator a host name or a port of its own");
        }
        int port = address.getPort() > 0 ? address.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        return new CoordinatorAddress(tls, bare(host), port);
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The host as it stands in an address and in the field Host: an IPv6 literal in brackets and without a zone (RFC 6874). */
    public String name() {
        return host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
    }

    /** The absolute address of a path, as a proof names it (RFC 9449, section 4.2): the port is left out where it is the usual one. */
    public String address(String path) {
        boolean usual = port == (tls ? HTTPS_PORT : HTTP_PORT);
        return (tls ? "https://" : "http://") + name() + (usual ? "" : ":" + port) + path;
    }

    @Override
    public String toString() {
        return name() + ":" + port;
    }
}
