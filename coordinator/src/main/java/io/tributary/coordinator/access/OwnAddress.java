package io.tributary.coordinator.access;

import io.tributary.protocol.CoordinatorAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Under which addresses a coordinator is called: a proof made for another one is not for it. Thread-safe. */
public final class OwnAddress {
    private final Optional<URI> configured;
    private final boolean anyPort;
    private volatile boolean local;
    private volatile boolean tls;
    /** Where it listens if every name of this machine for itself leads there, else 0. */
    private volatile int loopbackPort;
    private volatile List<CoordinatorAddress> places = List.of();

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
        tls = certified.isPresent();
        local = isLoopback(host)
                && configured.map(known -> isLoopback(String.valueOf(known.getHost()))).orElse(true);
        if (configured.isPresent()) {
            places = CoordinatorAddress.origin(configured.get()).map(List::of).orElse(List.of());
        } else {
            Set<String> hosts = new TreeSet<>(certified.orElse(Set.of()));
            hosts.add(host);
            loopbackPort = isLoopback(host) ? port : 0;
            places = hosts.stream().map(name -> CoordinatorAddress.at(tls, name, port)).toList();
        }
    }

    /** Whether this is the address of a path of this coordinator, normalized as RFC 9449 (section 4.3) has it. */
    public boolean names(String uri, String path) {
        return parsed(uri).filter(address -> path.equals(address.getRawPath())).flatMap(CoordinatorAddress::origin)
                .filter(this::isHere).isPresent();
    }

    /** Whether a page of this origin (RFC 6454) is one of this coordinator. */
    public boolean isOrigin(String origin) {
        return parsed(origin).filter(address -> String.valueOf(address.getRawPath()).isEmpty())
                .flatMap(CoordinatorAddress::origin).filter(this::isOneOf).isPresent();
    }

    /** Whether a {@code Host} header, with or without a port, names this coordinator. */
    public boolean isHost(String host) {
        return parsed((tls ? "https://" : "http://") + host).filter(address -> address.getRawPath().isEmpty())
                .flatMap(CoordinatorAddress::origin).filter(this::isHere).isPresent();
    }

    private boolean isHere(CoordinatorAddress asked) {
        return isOneOf(asked) || (anyPort && isLocal(asked));
    }

    private boolean isOneOf(CoordinatorAddress asked) {
        return places.stream().anyMatch(asked::isSameAs) || (asked.port() == loopbackPort && isLocal(asked));
    }

    private boolean isLocal(CoordinatorAddress asked) {
        return asked.tls() == tls && asked.isOfThisMachine();
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    /** Whether it listens on loopback alone and is known under no address beyond it. */
    public boolean isOfThisMachine() {
        return local;
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
