package io.tributary.coordinator.access.session;

import io.tributary.coordinator.cluster.ClusterException;
import io.tributary.coordinator.cluster.SharedMap;
import io.tributary.coordinator.cluster.SharedMaps;
import java.security.SecureRandom;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The era of the members' sessions: random bytes in their shared memory. They are gone when all members are, and drawn anew when a part
 * of that memory is lost, so that what was used before can never be used again. Thread-safe.
 */
final class SharedEra {
    private static final Logger LOG = LoggerFactory.getLogger(SharedEra.class);
    private static final int ERA_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SharedMap secrets;
    private final String name;
    private final byte[] secret;
    private volatile SessionKeys keys;
    private final Runnable turned;

    /**
     * Joins the era of the members that have this secret, or begins one. Blocks.
     *
     * @param turned is run when an era begins
     * @throws ClusterException if they do not answer
     */
    SharedEra(SharedMaps maps, String name, byte[] secret, Runnable turned) {
        this.secrets = maps.map(SharedMaps.Kind.SECRETS);
        this.name = name;
        this.secret = secret.clone();
        this.turned = turned;
        this.keys = SessionKeys.of(secret, drawn());
        secrets.watch((changed, era) -> {
            if (changed.equals(name)) {
                turn(era);
            }
        });
        for (SharedMaps.Kind kind : SharedMaps.Kind.values()) {
            maps.map(kind).whenLost(() -> renew(kind));
        }
        join();
    }

    private void join() {
        byte[] fresh = drawn();
        turn(secrets.putIfAbsent(name, fresh) ? fresh : secrets.get(name).orElse(fresh));
    }

    private static byte[] drawn() {
        byte[] era = new byte[ERA_BYTES];
        RANDOM.nextBytes(era);
        return era;
    }

    private synchronized void turn(byte[] era) {
        if (!Arrays.equals(era, keys.era())) {
            keys = SessionKeys.of(secret, era);
            turned.run();
        }
    }

    /** Of members that find at once that something was lost, one draws. */
    private void renew(SharedMaps.Kind lost) {
        try {
            if (!secrets.replace(name, keys.era(), drawn())) {
                join();
            }
            LOG.warn("members ended at once and {} is lost: devices open new sessions", lost);
        } catch (ClusterException leaving) {
            LOG.warn("no new era for sessions after {} was lost", lost, leaving);
        }
    }

    SessionKeys keys() {
        return keys;
    }
}
