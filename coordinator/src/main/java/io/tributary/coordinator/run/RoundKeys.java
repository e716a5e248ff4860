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

    /** The round's key; empty if it was never made or is destroyed. @throws LostKeyException if it is damaged */
    Optional<RoundKeyPair> find(int round) {
        try {
            return store.find(name(round)).map(RoundKeys::decode);
        } catch (DamagedException damaged) {
            throw new LostKeyException(damaged);
        }
    }

    /** The round's key. @throws LostKeyException if it is missing or damaged */
    RoundKeyPair require(int round) {
        return find(round).orElseThrow(() -> new LostKeyException(round));
    }

    void destroy(int round) {
        store.destroy(name(round));
    }

    /** The run whose key has this name; empty if it is no round's key. */
    static Optional<String> runOf(String name) {
        return name.matches("[0-9a-f-]+\\.[1-9][0-9]{0,8}") ? Optional.of(name.substring(0, name.indexOf('.')))
                : Optional.empty();
    }

    /** The round of a name that has a run. */
    static int roundOf(String name) {
        return Integer.parseInt(name, name.indexOf('.') + 1, name.length(), 10);
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
