package io.tributary.coordinator.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.InitialMembershipEvent;
import com.hazelcast.cluster.InitialMembershipListener;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The members of a Hazelcast cluster, each by the id that it carries as an attribute. */
final class HazelcastMembership implements Membership {
    /** The attribute. */
    static final String MEMBER = "tributary.member";

    private final Cluster cluster;
    private final String self;

    HazelcastMembership(HazelcastInstance hazelcast, String self) {
        this.cluster = hazelcast.getCluster();
        this.self = self;
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public SortedSet<String> members() {
        return ids(cluster.getMembers());
    }

    private static SortedSet<String> ids(Set<Member> members) {
        SortedSet<String> ids = new TreeSet<>();
        for (Member member : members) {
            String id = member.getAttribute(MEMBER);
            if (ClusterSettings.isId(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    @Override
    public Subscription listen(Listener listener) {
        return new HazelcastSubscription(cluster, cluster.addMembershipListener(new Changes(listener)));
    }

    /**
     * Tells the ids that joined and left. A coordinator that restarts fast may be a member twice for a while; when its former
     * process is noticed to be gone, nothing changes.
     */
    private static final class Changes implements InitialMembershipListener {
        private final Listener listener;
        private SortedSet<String> known = new TreeSet<>();

        Changes(Listener listener) {
            this.listener = listener;
        }

        /** Called before any change, with the members that the changes start from. */
        @Override
        public synchronized void init(InitialMembershipEvent event) {
            known = ids(event.getMembers());
        }

        @Override
        public void memberAdded(MembershipEvent event) {
            tell(ids(event.getMembers()));
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            tell(ids(event.getMembers()));
        }

        private synchronized void tell(SortedSet<String> now) {
            SortedSet<String> before = known;
            known = now;
            before.stream().filter(member -> !now.contains(member)).forEach(listener::left);
            now.stream().filter(member -> !before.contains(member)).forEach(listener::joined);
        }
    }

    private record HazelcastSubscription(Cluster cluster, UUID id) implements Subscription {
        @Override
        public CompletionStage<Void> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            cluster.removeMembershipListener(id);
        }
    }
}
