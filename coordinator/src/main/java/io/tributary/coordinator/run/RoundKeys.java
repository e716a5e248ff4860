package io.tributary.coordinator.run;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.secureagg.seal.RoundKeyPair;
import java.util.Arrays;
import java.util.Optional;

/** A run's sealing keys, one a round, in the key store (I5). */
final class RoundKeys {
    private final KeyStore store;
    private final String run;

    RoundKeys(KeyStore store, String run) {
        this.store = store;
        this.run = run;
    }

    /** The round's key; generated if there is none. */
    RoundKeyPair make(int round) {
        byte[] fresh = RoundKeyPair.generate().encodeSecret();
        try {
            return decode(store.putIfAbsent(name(round), fresh));
        } finally {
            Arrays.fill(fresh, (byte) 0);
        }
    }

    /** The round's key; empty if it was never made or is destroyed. */
    Optional<RoundKeyPair> find(int round) {
        return store.find(name(round)).map(RoundKeys::decode);
    }

    /** The round's key. @throws DamagedException if it is missing: what is sealed to it can never be opened */
    RoundKeyPair require(int round) {
        return find(round).orElseThrow(() -> new DamagedException("the key of round " + round
                + " is gone: the updates that were sealed to it cannot be opened"));
    }

    void destroy(int round) {
        store.destroy(name(round));
    }

    private String name(int round) {
        return run + "." + round;
    }

    private static RoundKeyPair decode(byte[] secret) {
        try {
            return RoundKeyPair.decodeSecret(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
