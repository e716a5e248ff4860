package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastInstance;
import java.util.Objects;

/** Members and what befalls them. */
public final class Cluster {
    /** What all members have that a test starts by itself. */
    static final MemberSecret SECRET = MemberSecret.of(new byte[] {1, 2, 3});

    private Cluster() {}

    /** A member of those that are started here. */
    public static ClusterNode start(ClusterSettings settings) {
        return ClusterNode.start(settings, SECRET);
    }

    /** The member is gone at once, without a word to the others, as when its process is killed. */
    public static void kill(ClusterNode node) {
        hazelcast(node).getLifecycleService().terminate();
    }

    static HazelcastInstance hazelcast(ClusterNode node) {
        return Objects.requireNonNull(node.hazelcast());
    }
}
