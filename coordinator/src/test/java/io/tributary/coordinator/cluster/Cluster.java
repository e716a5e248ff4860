package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastInstance;
import java.util.Objects;

/** What befalls members. */
public final class Cluster {
    private Cluster() {}

    /** The member is gone at once, without a word to the others, as when its process is killed. */
    public static void kill(ClusterNode node) {
        hazelcast(node).getLifecycleService().terminate();
    }

    static HazelcastInstance hazelcast(ClusterNode node) {
        return Objects.requireNonNull(node.hazelcast());
    }
}
