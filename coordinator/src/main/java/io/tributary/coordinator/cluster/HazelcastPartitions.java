package io.tributary.coordinator.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;

/** Members by Hazelcast's partition table: what has a name lies with the member that owns the name's partition. */
final class HazelcastPartitions implements Partitions {
    private final HazelcastInstance hazelcast;
    private final String self;

    HazelcastPartitions(HazelcastInstance hazelcast, String self) {
        this.hazelcast = hazelcast;
        this.self = self;
    }

    @Override
    public boolean isHere(String name) {
        Member owner = hazelcast.getPartitionService().getPartition(name).getOwner();
        return owner == null || self.equals(owner.getAttribute(HazelcastMembership.MEMBER));
    }
}
