package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.impl.JoinRequest;
import com.hazelcast.internal.cluster.impl.VersionMismatchException;
import com.hazelcast.version.MemberVersion;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody who knows the members' secret joins, in a form that no member of this build has. */
@Timeout(120)
class JoinsTest {
    private static final String CLUSTER = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private static final int TIMES = 5;
    private static final Queue<String> TOLD = new ConcurrentLinkedQueue<>();
    private static ClusterNode first;

    @BeforeAll
    static void start() {
        first = Cluster.start(ClusterSettings.loopback(CLUSTER, "first"));
        Cluster.hazelcast(first).getLoggingService().addLogListener(Level.WARNING,
                event -> TOLD.add(event.getLogRecord().getMessage()));
    }

    @AfterAll
    static void close() {
        first.close();
    }

    @AfterEach
    void theMemberIsThereAlone() {
        Eventually.holds(() -> Cluster.hazelcast(first).getCluster().getMembers().size() == 1,
                () -> "members are " + Cluster.hazelcast(first).getCluster().getMembers().size());
        assertEquals(Set.of("first"), first.membership().members());
    }

    private static HazelcastInstance join(Consumer<Config> change) {
        Config config = HazelcastConfig
                .of(ClusterSettings.loopback(CLUSTER, "second").withSeeds(List.of(first.address())));
        change.accept(config);
        return GuardedNode.start(config, new MemberDoor(Cluster.SECRET, CLUSTER));
    }

    private static Arguments told(String said, Consumer<Config> change) {
        return Arguments.of(said, change);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                told("a member has at most 16 attributes", config -> config.getMemberAttributeConfig()
                        .setAttribute("large", "x".repeat(4 << 20))),
                told("a member has at most 16 attributes", config -> config.getMemberAttributeConfig()
                        .setAttributes(IntStream.range(0, 10_000).boxed()
                                .collect(Collectors.toMap(number -> "a" + number, number -> "b")))),
                told("a member says its id", config -> config.getMemberAttributeConfig()
                        .removeAttribute(HazelcastMembership.MEMBER)),
                told("a member says its id", config -> config.getMemberAttributeConfig()
                        .setAttribute(HazelcastMembership.MEMBER, "A\nB")),
                told("Incompatible partition count",
                        config -> config.setProperty("hazelcast.partition.count", "11")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatNoMemberSaysOfItselfIsRefused(String why, Consumer<Config> change) {
        TOLD.clear();

        assertThrows(IllegalStateException.class, () -> join(change).shutdown());

        assertTrue(TOLD.stream().anyMatch(line -> line.contains(why)), TOLD::toString);
    }

    @Test
    void otherMapsAndOtherAttributesWithinBoundsChangeNothingHere() {
        HazelcastInstance other = join(config -> {
            config.addMapConfig(new MapConfig(HazelcastChunks.NAME).setBackupCount(6));
            config.addMultiMapConfig(new MultiMapConfig("__vertx.subs").setBackupCount(6));
            config.getMemberAttributeConfig().setAttribute("room", "12");
        });
        try {
            Eventually.holds(() -> first.membership().members().equals(Set.of("first", "second")),
                    () -> "members are " + first.membership().members());
            Eventually.holds(() -> isHeld("held"), () -> "it is not found");
        } finally {
            other.shutdown();
        }
    }

    @Test
    void anotherMinorVersionOfHazelcastIsRefused() {
        Node node = ((HazelcastInstanceProxy) Cluster.hazelcast(first)).getOriginal().node;
        MemberVersion own = node.getVersion();

        node.getNodeExtension().validateJoinRequest(request(node, own));
        assertThrows(VersionMismatchException.class, () -> node.getNodeExtension()
                .validateJoinRequest(request(node, MemberVersion.of(own.getMajor(), own.getMinor() + 1, 0))));
    }

    private static JoinRequest request(Node node, MemberVersion version) {
        return new JoinRequest(node.getBuildInfo().getBuildNumber(), version, node.getThisAddress(),
                node.getLocalMember(), Set.of(version.asVersion()));
    }

    private static boolean isHeld(String name) {
        first.chunks().offer(name, new byte[] {1});
        return first.chunks().find(name).isPresent();
    }

    @Test
    void whoComesAndGoesAgainAndAgainLeavesNothing() {
        for (int time = 0; time < TIMES; time++) {
            HazelcastInstance other = join(_ -> {});
            if (time % 2 == 0) {
                other.shutdown();
            } else {
                other.getLifecycleService().terminate();
            }
        }
        theMemberIsThereAlone();
        assertEquals(0, first.ranges().orElseThrow().others().size());
    }
}
