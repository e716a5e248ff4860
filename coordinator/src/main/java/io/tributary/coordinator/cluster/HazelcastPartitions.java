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
    public String member(String name) {
        Member owner = hazelcast.getPartitionService().getPartition(name).getOwner();
        String member = owner == null ? null : owner.getAttribute(HazelcastMembership.MEMBER);
        return member == null ? self : member;
    }

    @Override
    public boolean isHere(String name) {
        return member(name).equals(self);
    }
}
