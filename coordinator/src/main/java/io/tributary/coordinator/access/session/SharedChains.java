package io.tributary.coordinator.access.session;

import io.tributary.coordinator.cluster.SharedMap;
import io.tributary.protocol.message.SessionLink;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Chains of sessions that all members continue, as {@link SessionChains} keeps them in one process: each opening changes its device's
 * chain in the shared memory at once, whichever member it comes to. Blocks; thread-safe.
 */
final class SharedChains {
    private static final int TRIES = 100;

    private final SharedMap map;
    private final String prefix;
    private final InstantSource clock;

    SharedChains(SharedMap map, String prefix, InstantSource clock) {
        this.map = map;
        this.prefix = prefix;
        this.clock = clock;
    }

    /** A device opens a session. @return whether two copies of it are alive */
    boolean fork(String device, SessionLink link) {
        Instant now = clock.instant();
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<byte[]> before = map.get(prefix + device);
            SessionChain chain = before.map(SessionChain::decode).orElseGet(() -> new SessionChain(link.next()));
            chain.add(link, now);
            boolean forked = chain.isForked(now);
            if (put(prefix + device, before, chain.encode())) {
                return forked;
            }
        }
        throw new IllegalStateException(device + " opens sessions at every member at once");
    }

    private boolean put(String name, Optional<byte[]> before, byte[] after) {
        if (before.isEmpty()) {
            return map.putIfAbsent(name, after);
        }
        return Arrays.equals(before.get(), after) || map.replace(name, before.get(), after);
    }

    /** What was seen of a device counts no more. */
    void forget(String device) {
        map.remove(prefix + device);
    }
}
