package io.tributary.coordinator.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/** Where a request came from: the connection's other end, whatever a header says. */
final class PeerAddress {
    private static final int GROUPS_OF_A_NETWORK = 4;

    private PeerAddress() {}

    static String of(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        return peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
    }

    /** The address, or of IPv6 the /64 that one subscriber has all of. */
    static String network(HttpServerRequest request) {
        return network(of(request));
    }

    static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length <= GROUPS_OF_A_NETWORK ? address
                : String.join(":", java.util.Arrays.copyOf(groups, GROUPS_OF_A_NETWORK));
    }
}
