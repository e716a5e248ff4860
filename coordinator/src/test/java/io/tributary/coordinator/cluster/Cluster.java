package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.tributary.coordinator.http.entrance.BusGate;
import io.tributary.coordinator.http.entrance.GuardedTransport;
import io.vertx.core.VertxOptions;
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

    /** The same, whose event bus takes no more connections than a coordinator's does. */
    static ClusterNode startGuarded(ClusterSettings settings) {
        GuardedTransport sockets = GuardedTransport.fastest();
        ClusterNode node = ClusterNode.start(settings, SECRET, new VertxOptions(),
                builder -> builder.withTransport(sockets));
        sockets.guard(node.busPort().orElseThrow(), new BusGate());
        return node;
    }

    /** The member is gone at once, without a word to the others, as when its process is killed. */
    public static void kill(ClusterNode node) {
        hazelcast(node).getLifecycleService().terminate();
    }

    static HazelcastInstance hazelcast(ClusterNode node) {
        return Objects.requireNonNull(node.hazelcast());
    }
}
