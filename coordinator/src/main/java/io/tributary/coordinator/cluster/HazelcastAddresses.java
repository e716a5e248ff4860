package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.replicatedmap.ReplicatedMap;
import io.tributary.protocol.message.SessionGrant;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Addresses by member id, a copy of all of them at each member: to read them asks nobody. What a member that left has written is not told. */
final class HazelcastAddresses implements MemberAddresses {
    private static final String MAP = "tributary.addresses";
    private final ReplicatedMap<String, String> byMember;
    private final Membership membership;

    HazelcastAddresses(HazelcastInstance hazelcast, Membership membership) {
        this.byMember = hazelcast.getReplicatedMap(MAP);
        this.membership = membership;
    }

    @Override
    public void listening(URI address) {
        byMember.put(membership.self(), address.toString());
    }

    @Override
    public void leaving() {
        byMember.remove(membership.self());
    }

    @Override
    public List<URI> all() {
        SortedSet<String> there = membership.members();
        List<String> told = byMember.entrySet().stream().filter(entry -> there.contains(entry.getKey()))
                .map(Map.Entry::getValue).toList();
        List<URI> different =
                told.stream().distinct().sorted().limit(SessionGrant.MOST_MEMBERS).map(URI::create).toList();
        boolean oneForAll = different.size() == 1 && told.size() > 1;
        return oneForAll ? List.of() : different;
    }
}
