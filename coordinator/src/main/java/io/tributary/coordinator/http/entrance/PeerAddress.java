package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.admission.TrustedHops;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where requests come from: the connection's other end, or for whom a trusted proxy at that end says that it asks. Immutable. */
public final class PeerAddress {
    private static final String FORWARDED = "x-forwarded-for";
    private static final int GROUPS_OF_A_NETWORK = 4;
    private final TrustedHops hops;

    public PeerAddress(TrustedHops hops) {
        this.hops = hops;
    }

    public String of(HttpServerRequest request) {
        return hops.client(text(request.remoteAddress()), request.headers().getAll(FORWARDED));
    }

    /** The address, or of IPv6 the /64 that one subscriber has all of. */
    public String network(HttpServerRequest request) {
        return network(of(request));
    }

    /** Whether many peers come by connections of this address. */
    public boolean isProxy(String address) {
        return hops.trusts(address);
    }

    private static String text(@Nullable SocketAddress peer) {
        return peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
    }

    /** An IPv4 address, or of an IPv6 address the /64. */
    public static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length <= GROUPS_OF_A_NETWORK ? address
                : String.join(":", Arrays.copyOf(groups, GROUPS_OF_A_NETWORK));
    }
}
