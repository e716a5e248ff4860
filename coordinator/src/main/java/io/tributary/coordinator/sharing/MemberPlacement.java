package io.tributary.coordinator.sharing;

import io.tributary.coordinator.cluster.ClusterNode;
import io.tributary.coordinator.cluster.Membership;
import io.tributary.coordinator.run.Placement;

/** Runs lie where the cluster's partition table has their ids. */
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
    public boolean isHere(String run) {
        return node.partitions().isHere(run);
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
