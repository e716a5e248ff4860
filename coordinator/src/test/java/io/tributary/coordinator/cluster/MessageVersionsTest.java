package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of builds that read other versions of messages: the previous one, the next one, and one too far away. */
class MessageVersionsTest {
    private static final List<ClusterNode> NODES = new ArrayList<>();
    private static ClusterNode previous;
    private static ClusterNode next;

    private static ClusterNode start(String cluster, String member, MessageVersions messages) {
        List<String> seeds = NODES.stream().map(ClusterNode::address).toList();
        ClusterNode node = Cluster.start(new ClusterSettings(cluster, member, "127.0.0.1", 0, seeds, Duration.ZERO,
                messages));
        node.ranges().orElseThrow().serve(new FiveCores());
        NODES.add(node);
        return node;
    }

    @BeforeAll
    static void startThree() {
        String cluster = "test-" + UUID.randomUUID().toString().substring(0, 8);
        previous = start(cluster, "previous", new MessageVersions(1, 1));
        next = start(cluster, "next", new MessageVersions(1, 2));
        start(cluster, "far", new MessageVersions(3, 3));
    }

    @AfterAll
    static void closeAll() {
        NODES.forEach(ClusterNode::close);
    }

    private static final class FiveCores implements RangeWorker {
        @Override
        public int freeCores() {
            return 5;
        }

        @Override
        public byte[] work(byte[] order, Supplier<OptionalInt> numbers) {
            return order;
        }

        @Override
        public void ended(String job) {}
    }

    /** As the next build might write a task: with a field more than this one knows. */
    private record FreeCoresWithMore(int version) implements Callable<Integer>, IdentifiedDataSerializable {
        @Override
        public Integer call() {
            throw new IllegalStateException("runs where it was made");
        }

        @Override
        public int getFactoryId() {
            return TaskFactory.ID;
        }

        @Override
        public int getClassId() {
            return TaskFactory.FREE_CORES;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            out.writeInt(version);
            out.writeString("of the next build");
        }

        @Override
        public void readData(ObjectDataInput in) {
            throw new IllegalStateException("is read as what it is");
        }
    }

    private static <T> T at(ClusterNode to, Callable<T> task) throws Exception {
        return Cluster.hazelcast(next).getExecutorService("tributary.ranges")
                .submitToMember(task, Cluster.hazelcast(to).getCluster().getLocalMember()).get(20, TimeUnit.SECONDS);
    }

    @Test
    void membersOfTwoBuildsWorkForEachOtherAndOneTooFarAwayIsGivenNothing() throws Exception {
        RangeHelper ofPrevious = previous.ranges().orElseThrow().others().getFirst();
        RangeHelper ofNext = next.ranges().orElseThrow().others().getFirst();

        assertEquals(List.of("next"),
                previous.ranges().orElseThrow().others().stream().map(RangeHelper::name).toList());
        assertEquals(List.of("previous"),
                next.ranges().orElseThrow().others().stream().map(RangeHelper::name).toList());
        assertEquals(List.of(), NODES.getLast().ranges().orElseThrow().others());
        assertEquals(List.of(), next.ranges().orElseThrow().others(2),
                "the previous build reads no order of version 2");
        assertEquals(5, ofPrevious.freeCores().get(20, TimeUnit.SECONDS));
        assertEquals(5, ofNext.freeCores().get(20, TimeUnit.SECONDS));
        try (RangeNumbers numbers = next.ranges().orElseThrow().numbers()) {
            assertEquals(9, ofNext.work(numbers, new byte[] {9}, MemberBytes.Kind.RANGES).get(20, TimeUnit.SECONDS)
                    .orElseThrow()[0]);
        }
    }

    @Test
    void aFieldMoreIsLeftUnreadAndAnotherVersionComesToNothing() throws Exception {
        assertEquals(5, at(previous, new FreeCoresWithMore(1)));
        assertEquals(5, at(next, new FreeCoresWithMore(2)));
        assertNull(at(previous, new FreeCoresWithMore(2)));
        assertNull(at(next, new FreeCoresWithMore(3)));
    }

    @Test
    void whoeverWritesWritesTheNewestVersionThatBothRead() {
        MessageVersions both = new MessageVersions(1, 2);
        assertEquals(OptionalInt.of(2), both.inCommonWith(new MessageVersions(2, 3)));
        assertEquals(OptionalInt.of(1), both.inCommonWith(new MessageVersions(1, 1)));
        assertEquals(OptionalInt.empty(), both.inCommonWith(new MessageVersions(3, 3)));
        assertEquals(Optional.of(both), MessageVersions.read(both.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2..1", "0..1", "1..", "1..99999", "1..2\n", "one..two"})
    void whatNamesNoVersionsReadsNone(String said) {
        assertEquals(Optional.empty(), MessageVersions.read(said));
    }
}
