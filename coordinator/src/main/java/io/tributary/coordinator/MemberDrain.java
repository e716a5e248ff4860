package io.tributary.coordinator;

import io.tributary.coordinator.cluster.MemberAddresses;
import io.tributary.coordinator.http.HttpApi;
import io.tributary.protocol.CoordinatorAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has devices told of a member from its start on, and sends them to the others before it stops. */
final class MemberDrain {
    private static final Logger LOG = LoggerFactory.getLogger(MemberDrain.class);
    /** For uploads that come in: what does not end in it goes on at another member. */
    private static final Duration MOST = Duration.ofSeconds(5);

    private MemberDrain() {}

    /** Makes the address known, if devices can call it. @return takes it back, and drains the member */
    static Runnable of(MemberAddresses addresses, URI address, HttpApi api) {
        callable(address).ifPresentOrElse(addresses::listening, () -> LOG.warn("devices are not told of this member,"
                + " as they cannot call {}: configure the address of this member, or the one of a load balancer",
                address));
        return () -> {
            addresses.leaving();
            api.drain(MOST);
        };
    }

    private static Optional<URI> callable(URI address) {
        try {
            CoordinatorAddress place = CoordinatorAddress.of("address", address);
            return isWildcard(place.host()) ? Optional.empty() : Optional.of(place.uri());
        } catch (IllegalArgumentException notForDevices) {
            LOG.debug("not an address for devices", notForDevices);
            return Optional.empty();
        }
    }

    private static boolean isWildcard(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException elsewhere) {
            return false; // a name that devices may know
        }
    }
}
