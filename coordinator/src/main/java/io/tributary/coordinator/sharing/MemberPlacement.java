package io.tributary.coordinator.sharing;

import io.tributary.coordinator.cluster.ClusterNode;
import io.tributary.coordinator.cluster.Membership;
import io.tributary.coordinator.run.Placement;
import java.util.Set;

/** The members of a cluster, and where its partition table has the ids of runs. */
public final class MemberPlacement implements Placement {
    private final ClusterNode node;

    /** Of a node that others may join. */
    public MemberPlacement(ClusterNode node) {
        this.node = node;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Set<String> members() {
        return node.membership().members();
    }

    @Override
    public String home(String run) {
        return node.partitions().member(run);
    }

    @Override
    public void listen(Runnable changed) {
        node.membership().listen(new Membership.Listener() {
            @Override
            public void joined(String member) {
                changed.run();
            }

            @Override
            public void left(String member) {
                changed.run();
            }
        });
    }
}
