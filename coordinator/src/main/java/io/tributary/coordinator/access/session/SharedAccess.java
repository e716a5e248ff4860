package io.tributary.coordinator.access.session;

import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.cluster.SharedMaps;

/**
 * By what the members of a cluster know of each other's sessions. Never prints the secret.
 *
 * @param maps what they remember together
 * @param events by which they tell each other at once
 * @param secret bytes that all members have and nobody else, such as those of the keys they sign with: whoever reaches the memory of
 *     Hazelcast alone can make no session
 */
public record SharedAccess(SharedMaps maps, LiveEvents events, byte[] secret) {
    /** Copies the secret. */
    public SharedAccess {
        secret = secret.clone();
    }

    @Override
    public String toString() {
        return "SharedAccess[secret]";
    }
}
