package io.tributary.client.internal.member;

import io.tributary.protocol.CoordinatorAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members that a device knows, and the one at which it calls: the first in its {@link Rendezvous} order that did not fail. Behind
 * the members that it was told of come the configured addresses. Thread-safe.
 */
public final class KnownMembers {
    private static final Logger LOG = LoggerFactory.getLogger(KnownMembers.class);
    /** A member that failed just now may be named still, by those that have not noticed. */
    private static final Duration NOTICED = Duration.ofSeconds(30);
    private final String device;
    private final List<URI> configured;
    private final InstantSource durations;
    private final MemberFile file;
    private final Map<URI, Instant> failed = new HashMap<>();
    private List<URI> told;
    private List<URI> order;
    private URI current;

    /**
     * What a device's directory holds.
     *
     * @param configured at least one address, all of one scheme
     * @param durations how time passes
     * @throws IllegalArgumentException if an address is none, or they differ in their scheme
     */
    public KnownMembers(String device, List<URI> configured, Path directory, InstantSource durations) {
        this.device = device;
        this.configured = canonical(configured);
        this.durations = durations;
        this.file = new MemberFile(directory, this.configured);
        this.told = usable(file.read());
        this.order = ordered();
        this.current = order.get(0);
    }

    private static List<URI> canonical(List<URI> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("the coordinator's addresses: give at least one");
        }
        List<URI> read = addresses.stream()
                .map(address -> CoordinatorAddress.of("the coordinator's address", address).uri()).distinct().toList();
        if (read.stream().map(URI::getScheme).distinct().count() > 1) {
            throw new IllegalArgumentException("the coordinator's addresses " + read
                    + " must all be https, or all be http on this machine");
        }
        return read;
    }

    /** Those of the scheme that is configured: nobody talks a device out of TLS. */
    private List<URI> usable(List<URI> addresses) {
        String scheme = configured.get(0).getScheme();
        return addresses.stream().filter(address -> scheme.equalsIgnoreCase(address.getScheme()))
                .flatMap(address -> place(address).stream()).distinct().toList();
    }

    private static Optional<URI> place(URI address) {
        try {
            return Optional.of(CoordinatorAddress.of("a member's address", address).uri());
        } catch (IllegalArgumentException unusable) {
            LOG.debug("not a member's address", unusable);
            return Optional.empty();
        }
    }

    private List<URI> ordered() {
        return Stream.concat(Rendezvous.order(device, told).stream(), Rendezvous.order(device, configured).stream())
                .distinct().toList();
    }

    /** Where the device calls. */
    public synchronized URI current() {
        return current;
    }

    /** All that are known, the first choice first: the current one is one of them, or was. */
    public synchronized List<URI> all() {
        return order;
    }

    /** A coordinator has these members; none are known where it says none. The device stays where it is for now. */
    public synchronized void told(List<URI> members) {
        List<URI> now = usable(members);
        failed.values().removeIf(since -> since.plus(NOTICED).isBefore(durations.instant()));
        if (!now.equals(told)) {
            told = now;
            order = ordered();
            file.keep(now);
        }
    }

    /** A member failed: the device goes on at the next one, or from the beginning once all have failed. */
    public synchronized void failed(URI member) {
        failed.put(member, durations.instant());
        if (failed.keySet().containsAll(order)) {
            failed.clear();
        }
        if (member.equals(current)) {
            current = first();
        }
    }

    /** Nothing is under way: the device goes to its first choice among those that did not fail. */
    public synchronized void settle() {
        URI first = first();
        if (!first.equals(current)) {
            LOG.info("calling at {} instead of {}", first, current);
            current = first;
        }
    }

    private URI first() {
        return order.stream().filter(member -> !failed.containsKey(member)).findFirst().orElse(order.get(0));
    }
}
