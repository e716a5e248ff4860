package io.tributary.coordinator.access.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.protocol.message.SessionLink;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees that two copies of a device's directory speak. Each opening of a session shows the link that the opening before it drew. One device
 * continues the newest link, or asks for the same one again because its answer was lost. A copy, and a device that was restored from a
 * backup, continue an older one: that link is displaced. A restored device never comes back to what was displaced, two living copies do, one
 * after the other: {@value #RETURNS} such returns within a day are a copy. Links are in memory: a restart forgets them, and the first
 * opening after it begins a chain. At most {@value #MOST} links are kept in all. Thread-safe, never blocks.
 */
final class SessionChains {
    static final int MOST = 300_000;
    static final int MOST_DISPLACED = 256;
    static final int RETURNS = 3;
    static final Duration WITHIN = Duration.ofDays(1);

    /** Each changed under the lock of its entry alone. */
    private final Cache<String, SessionChain> chains = Caffeine.newBuilder().maximumWeight(MOST)
            .weigher((String _, SessionChain chain) -> chain.size()).executor(Runnable::run).build();

    /** A device opens a session. @return whether two copies of it are alive */
    boolean fork(String device, SessionLink link, Instant now) {
        AtomicBoolean forked = new AtomicBoolean();
        chains.asMap().compute(device, (_, known) -> {
            SessionChain chain = known == null ? new SessionChain(link.next()) : known;
            chain.add(link, now);
            forked.set(chain.isForked(now));
            return chain;
        });
        return forked.get();
    }

    /** What was seen of a device counts no more. */
    void forget(String device) {
        chains.invalidate(device);
    }
}
