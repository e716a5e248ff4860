package io.tributary.coordinator.admission;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Proxies that are believed when they say for whom they ask, in {@code X-Forwarded-For}: each appends the address that it was asked from,
 * so the header is read from its end for as long as a trusted proxy wrote it. What somebody else wrote before is not looked at. Immutable.
 */
public final class TrustedHops {
    /** Nobody is believed: a peer is its connection's other end, whatever a header says. */
    public static final TrustedHops NONE = new TrustedHops(List.of());
    private static final int MOST = 64;
    private static final int LONGEST_CHAIN = 16;
    private final List<AddressRange> proxies;

    private TrustedHops(List<AddressRange> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /**
     * Believes these.
     *
     * @param proxies addresses such as {@code 192.0.2.7} or ranges such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}, at most 64
     * @throws IllegalArgumentException naming the first that is neither
     */
    public static TrustedHops of(List<String> proxies) {
        if (proxies.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " proxies, not " + proxies.size());
        }
        return new TrustedHops(proxies.stream().map(AddressRange::of).toList());
    }

    /** Whether any is believed. */
    public boolean isEmpty() {
        return proxies.isEmpty();
    }

    /** Whether a peer is one of them. */
    public boolean trusts(String peer) {
        return AddressRange.literal(peer).filter(this::trusts).isPresent();
    }

    private boolean trusts(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * For whom a request is: the nearest address that no trusted proxy has; the proxy itself where what it wrote cannot be read.
     *
     * @param peer the connection's other end
     * @param forwarded values of {@code X-Forwarded-For}, in order
     */
    public String client(String peer, List<String> forwarded) {
        String nearest = peer;
        if (!trusts(peer)) {
            return nearest;
        }
        for (String hop : fromTheEnd(forwarded)) {
            InetAddress address = AddressRange.literal(hop.strip()).orElse(null);
            if (address == null) {
                return nearest;
            }
            nearest = address.getHostAddress();
            if (!trusts(address)) {
                return nearest;
            }
        }
        return nearest;
    }

    private static List<String> fromTheEnd(List<String> forwarded) {
        List<String> hops = new ArrayList<>(List.of(String.join(",", forwarded).split(",", -1)));
        Collections.reverse(hops);
        return hops.subList(0, Math.min(LONGEST_CHAIN, hops.size()));
    }
}
