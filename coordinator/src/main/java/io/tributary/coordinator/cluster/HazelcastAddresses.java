package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.replicatedmap.ReplicatedMap;
import io.tributary.protocol.message.SessionGrant;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Addresses by member id, a copy of all of them at each member: to read them asks nobody. What a member that left has written is not told. */
final class HazelcastAddresses implements MemberAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastAddresses.class);
    private static final String MAP = "tributary.addresses";
    private final ReplicatedMap<String, String> byMember;
    private final Membership membership;

    HazelcastAddresses(HazelcastInstance hazelcast, Membership membership) {
        this(hazelcast.getReplicatedMap(MAP), membership);
    }

    HazelcastAddresses(ReplicatedMap<String, String> byMember, Membership membership) {
        this.byMember = byMember;
        this.membership = membership;
    }

    @Override
    public void listening(URI address) {
        try {
            SettledWrites.again(() -> byMember.put(membership.self(), address.toString()));
        } catch (HazelcastException | IllegalStateException failed) {
            throw new ClusterException("telling the members that devices find this one at " + address, failed);
        }
    }

    /** Once: the address of a member that is not there any more is not told. */
    @Override
    public void leaving() {
        try {
            byMember.remove(membership.self());
        } catch (HazelcastException | IllegalStateException failed) {
            LOG.warn("the members may send devices here until this member has left: {}",
                    String.valueOf(failed.getMessage()));
        }
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
