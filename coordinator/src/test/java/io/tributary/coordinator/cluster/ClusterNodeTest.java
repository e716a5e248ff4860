package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessMode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One node alone, and two that find each other. */
class ClusterNodeTest {
    private static final String CLUSTER = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private static ClusterNode first;
    private static ClusterNode second;

    private static ClusterSettings settings(String member) {
        return ClusterSettings.loopback("test-" + member + "-" + UUID.randomUUID().toString().substring(0, 8), member);
    }

    @BeforeAll
    static void startTwo() {
        first = Cluster.start(ClusterSettings.loopback(CLUSTER, "first"));
        second = joining("second", first);
    }

    /** A member that an earlier test closed may still be leaving. */
    @BeforeEach
    void awaitTwo() {
        for (ClusterNode node : List.of(first, second)) {
            Eventually.holds(() -> node.membership().members().equals(Set.of("first", "second")),
                    () -> "members are " + node.membership().members());
        }
    }

    @AfterAll
    static void closeTwo() {
        second.close();
        first.close();
    }

    @Nested
    class MembershipInACluster extends MembershipContract {
        @Override
        Membership membership() {
            return first.membership();
        }

        @Override
        String id() {
            return "first";
        }
    }

    @Nested
    class EventsInACluster extends LiveEventsContract {
        @Override
        LiveEvents here() {
            return first.liveEvents();
        }

        @Override
        LiveEvents there() {
            return second.liveEvents();
        }
    }

    @Nested
    class MembershipAlone extends MembershipContract {
        @Override
        Membership membership() {
            return new LocalMembership("alone");
        }

        @Override
        String id() {
            return "alone";
        }
    }

    @Nested
    class EventsAlone extends LiveEventsContract {
        private final ClusterNode alone = ClusterNode.local("alone");

        @AfterEach
        void close() {
            alone.close();
        }

        @Override
        LiveEvents here() {
            return alone.liveEvents();
        }

        @Override
        LiveEvents there() {
            return alone.liveEvents();
        }
    }

    @Test
    void twoMembersSeeEachOther() {
        assertEquals(Set.of("first", "second"), first.membership().members());
        assertEquals(Set.of("first", "second"), second.membership().members());
    }

    @Test
    void whoComesAndGoesIsToldToTheOthers() throws InterruptedException {
        BlockingQueue<String> changes = new LinkedBlockingQueue<>();
        try (Subscription _ = first.membership().listen(new Changes(changes))) {
            try (ClusterNode third = joining("third", first)) {
                assertEquals("third joined", changes.poll(60, TimeUnit.SECONDS));
                assertEquals(Set.of("first", "second", "third"), third.membership().members());
            }
            assertEquals("third left", changes.poll(60, TimeUnit.SECONDS));
        }
        assertEquals(Set.of("first", "second"), first.membership().members());
    }

    @Test
    void aMemberThatCameBackWhileItsGhostIsThereIsOneMember() throws InterruptedException {
        BlockingQueue<String> changes = new LinkedBlockingQueue<>();
        ClusterNode ghost = joining("third", first);
        try (ClusterNode third = joining("third", first)) {
            try (Subscription _ = first.membership().listen(new Changes(changes))) {
                ghost.close();
                try (ClusterNode fourth = joining("fourth", third)) {
                    assertEquals("fourth joined", changes.poll(60, TimeUnit.SECONDS));
                    assertTrue(fourth.membership().members().contains("third"));
                }
            }
        }
    }

    @Test
    void aMemberOfAnotherClusterNameIsNotLetIn() {
        try (ClusterNode stranger = Cluster.start(settings("stranger").withSeeds(List.of(first.address())))) {
            assertEquals(Set.of("stranger"), stranger.membership().members());
        }
        assertEquals(Set.of("first", "second"), first.membership().members());
    }

    @Test
    void aClassThatIsNotOnTheAllowListIsNotMadeFromBytes() {
        HazelcastInstance hazelcast = Objects.requireNonNull(first.hazelcast());
        IMap<String, Object> map = hazelcast.getMap("foreign");
        map.set("key", AccessMode.READ);

        assertThrows(HazelcastSerializationException.class, () -> map.get("key"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is no address of this machine")
    void aNodeListensAtItsOwnAddressOnly() throws IOException {
        int port = Integer.parseInt(first.address().substring(first.address().indexOf(':') + 1));

        try (ServerSocket elsewhere = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
            assertEquals("127.0.0.1:" + port, first.address());
            assertEquals(port, elsewhere.getLocalPort());
        }
    }

    private record Changes(BlockingQueue<String> heard) implements Membership.Listener {
        @Override
        public void joined(String member) {
            heard.add(member + " joined");
        }

        @Override
        public void left(String member) {
            heard.add(member + " left");
        }
    }

    private static ClusterNode joining(String member, ClusterNode seed) {
        return Cluster.start(ClusterSettings.loopback(CLUSTER, member).withSeeds(List.of(seed.address())));
    }
}
