package io.tributary.coordinator.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
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
        SortedSet<String> members = new TreeSet<>();
        cluster.getMembers().forEach(member -> members.add(member.getAttribute(MEMBER)));
        return members;
    }

    @Override
    public Subscription listen(Listener listener) {
        return new HazelcastSubscription(cluster, cluster.addMembershipListener(new Changes(listener)));
    }

    /**
     * Tells ids that came and went. A coordinator that restarts fast may be there twice for a while, once as its own ghost:
     * losing the ghost is no change.
     */
    private final class Changes implements MembershipListener {
        private final Listener listener;
        private SortedSet<String> known = members();

        Changes(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void memberAdded(MembershipEvent event) {
            tell();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            tell();
        }

        private synchronized void tell() {
            SortedSet<String> before = known;
            SortedSet<String> now = members();
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
