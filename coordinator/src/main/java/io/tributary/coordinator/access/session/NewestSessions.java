package io.tributary.coordinator.access.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.access.Clocks;
import io.tributary.coordinator.cluster.SharedMap;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Which session of a device is its newest one, as all members know it: the shared memory decides, and each member knows what was put there
 * since it looked. Numbers are times in milliseconds, or one more than the one before. At most {@value #MOST} devices are known at once; of
 * another the shared memory is asked when it speaks. Thread-safe.
 */
final class NewestSessions {
    static final int MOST = 300_000;
    private static final Duration KNOWN = Sessions.LENGTH.plusMinutes(1);
    private static final int TRIES = 100;

    /**
     * @param number of the newest session
     * @param ended whether that was ended, and no other was opened since
     */
    record Newest(long number, boolean ended) {
        byte[] encode() {
            return ByteBuffer.allocate(Long.BYTES + 1).putLong(number).put((byte) (ended ? 1 : 0)).array();
        }

        static Newest decode(byte[] bytes) {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            return new Newest(from.getLong(), from.get() == 1);
        }

        private static Newest later(Newest one, Newest other) {
            return one.number > other.number ? one : other;
        }
    }

    private final SharedMap map;
    private final String prefix;
    private final InstantSource wall;
    private final Cache<String, Newest> known;

    NewestSessions(SharedMap map, String prefix, Clocks clocks) {
        this.map = map;
        this.prefix = prefix;
        this.wall = clocks.wall();
        InstantSource durations = clocks.durations();
        this.known = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KNOWN)
                .ticker(() -> Duration.ofMillis(durations.millis()).toNanos()).executor(Runnable::run).build();
        map.watch((name, newest) -> {
            if (name.startsWith(prefix)) {
                learn(name.substring(prefix.length()), Newest.decode(newest));
            }
        });
    }

    /** Begins another session of a device, or ends all it has. Blocks. @return its number */
    long next(String device, boolean ended) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<byte[]> before = map.get(prefix + device);
            Newest next = new Newest(Math.max(wall.millis(),
                    before.map(bytes -> Newest.decode(bytes).number() + 1).orElse(0L)), ended);
            if (before.isPresent() ? map.replace(prefix + device, before.get(), next.encode())
                    : map.putIfAbsent(prefix + device, next.encode())) {
                learn(device, next);
                return next.number();
            }
        }
        throw new IllegalStateException(device + " opens sessions at every member at once");
    }

    /**
     * The newest session of a device that shows one of this number, as far as is known here. If nothing is, the shared memory is asked, and
     * meanwhile this is the newest. Does not block.
     */
    Newest of(String device, long shown) {
        Newest there = known.getIfPresent(device);
        if (there == null) {
            map.ask(prefix + device).thenAccept(
                    found -> found.ifPresent(newest -> learn(device, Newest.decode(newest))));
        }
        return there != null && there.number() >= shown ? there : learn(device, new Newest(shown, false));
    }

    /** What is known of a device is asked for again. */
    void forget(String device) {
        known.invalidate(device);
    }

    /** Numbers begin again: what was known is of no session that holds. */
    void forgetAll() {
        known.invalidateAll();
    }

    private Newest learn(String device, Newest newest) {
        return known.asMap().merge(device, newest, Newest::later);
    }
}
