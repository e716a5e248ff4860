package io.tributary.coordinator.cluster;

import static io.tributary.coordinator.cluster.MemberBytes.Kind.RANGES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.cluster.Member;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What members run for each other: their own tasks, and nothing that somebody else serialised. */
class ForeignTasksTest {
    private static final AtomicBoolean RAN = new AtomicBoolean();
    private static ClusterNode first;
    private static ClusterNode second;

    @BeforeAll
    static void startTwo() {
        String cluster = "test-" + UUID.randomUUID().toString().substring(0, 8);
        first = Cluster.start(ClusterSettings.loopback(cluster, "first").withChunkMegabytes(1));
        second = Cluster.start(ClusterSettings.loopback(cluster, "second").withChunkMegabytes(1)
                .withSeeds(List.of(first.address())));
    }

    @AfterAll
    static void closeTwo() {
        second.close();
        first.close();
    }

    /** A class that is here, on the class path of both, and on no list. */
    private record Foreign() implements Callable<String>, Serializable {
        @Override
        public String call() {
            RAN.set(true);
            return "ran";
        }
    }

    @Test
    void aSerializedForeignTaskIsNotMadeFromBytesAndDoesNotRun() {
        Member other = Cluster.hazelcast(second).getCluster().getLocalMember();

        ExecutionException refused = assertThrows(ExecutionException.class, () -> Cluster.hazelcast(first)
                .getExecutorService("tributary.ranges").submitToMember(new Foreign(), other)
                .get(20, TimeUnit.SECONDS));

        assertInstanceOf(HazelcastSerializationException.class, refused.getCause());
        assertFalse(RAN.get());
    }

    @Test
    void aMemberThatWorksForNobodySaysSoAndOneThatDoesPullsNumbers() throws Exception {
        SharedRanges here = first.ranges().orElseThrow();
        RangeHelper helper = here.others().getFirst();
        assertEquals("second", helper.name());
        assertEquals(0, helper.freeCores().get(20, TimeUnit.SECONDS));
        try (RangeNumbers numbers = here.numbers()) {
            numbers.add(List.of(3, 4));
            assertEquals(Optional.empty(), helper.work(numbers, new byte[1], RANGES).get(20, TimeUnit.SECONDS));
            second.ranges().orElseThrow().serve(new Summing());
            assertEquals(2, helper.freeCores().get(20, TimeUnit.SECONDS));
            assertEquals(7, helper.work(numbers, new byte[1], RANGES).get(20, TimeUnit.SECONDS).orElseThrow()[0]);
            assertEquals(OptionalInt.empty(), numbers.next());
        }
    }

    /** Whoever asks counts, and the connections count all of it. */
    @Test
    void whatMembersAskEachOtherForIsCountedByItsKind() throws Exception {
        byte[] chunk = new byte[100_000];
        MemberBytes here = MemberBytes.of(Cluster.hazelcast(first));
        MemberBytes there = MemberBytes.of(Cluster.hazelcast(second));
        long chunks = here.asked(MemberBytes.Kind.CHUNKS) + there.asked(MemberBytes.Kind.CHUNKS);
        long ranges = here.asked(RANGES);
        long sent = here.sent() + there.sent();

        first.chunks().offer("counted", chunk);
        Eventually.holds(() -> second.chunks().find("counted").isPresent(), () -> "it is not found");
        try (RangeNumbers numbers = first.ranges().orElseThrow().numbers()) {
            first.ranges().orElseThrow().others().getFirst().work(numbers, new byte[10_000], RANGES)
                    .get(20, TimeUnit.SECONDS);
        }

        assertTrue(here.asked(RANGES) - ranges >= 10_000, () -> "ranges: " + here.asked(RANGES));
        assertEquals(chunk.length, here.asked(MemberBytes.Kind.CHUNKS) + there.asked(MemberBytes.Kind.CHUNKS) - chunks,
                "on two members a chunk goes over the network once");
        assertEquals(0, here.asked(MemberBytes.Kind.EVALUATION));
        assertTrue(here.sent() + there.sent() - sent >= 110_000, () -> "sent: " + here.sent() + ", " + there.sent());
    }

    @Test
    void whoIsLostIsToldAsAFailure() throws Exception {
        ClusterNode third = Cluster.start(ClusterSettings.loopback(first.membership().self() + "-alone", "third"));
        RangeHelper gone = new RangeHelper(Cluster.hazelcast(first).getExecutorService("tributary.ranges"),
                Cluster.hazelcast(third).getCluster().getLocalMember(), 1, new MemberBytes());
        third.close();
        assertThrows(ExecutionException.class, () -> gone.freeCores().get(20, TimeUnit.SECONDS));
    }

    @Test
    void aChunkThatOneMemberReadIsHeldForTheOtherUntilItIsDropped() {
        byte[] chunk = {1, 2, 3};
        first.chunks().offer("held", chunk);
        Eventually.holds(() -> second.chunks().find("held").filter(found -> Arrays.equals(chunk, found)).isPresent(),
                () -> "the other member does not find it");
        second.chunks().drop("held");
        Eventually.holds(() -> first.chunks().find("held").isEmpty(), () -> "what was dropped is found");
    }

    @Test
    void whatIsNoChunkIsNotTakenForOneAndDropped() {
        IMap<String, Object> map = Cluster.hazelcast(first).getMap(HazelcastChunks.NAME);
        map.set("number", 7L);
        map.set("large", new byte[(1 << 20) + 1]);
        map.set("foreign", new Foreign());
        map.set("chunk", new byte[] {5});
        for (String name : List.of("number", "foreign", "large")) {
            assertEquals(Optional.empty(), second.chunks().find(name));
            Eventually.holds(() -> !map.containsKey(name), () -> name + " stays");
        }
        assertTrue(second.chunks().find("chunk").isPresent(), "others are still asked");
    }

    @Test
    void noMoreChunksAreHeldThanThereIsRoomFor() {
        byte[] chunk = new byte[64 << 10];
        IMap<String, Object> map = Cluster.hazelcast(first).getMap(HazelcastChunks.NAME);
        for (int number = 0; number < 2_000; number++) {
            map.set("chunk-" + number, chunk);
        }
        long bytes = 0;
        for (ClusterNode node : List.of(first, second)) {
            bytes += Cluster.hazelcast(node).getMap(HazelcastChunks.NAME).getLocalMapStats().getOwnedEntryMemoryCost();
        }
        long most = (2L << 20) + 271 * (chunk.length + 1024L);
        assertTrue(bytes > 0 && bytes <= most, "2,000 chunks of 64 KiB came to " + bytes + " bytes, more than " + most);
    }

    private static final class Summing implements RangeWorker {
        @Override
        public int freeCores() {
            return 2;
        }

        @Override
        public byte[] work(byte[] order, Supplier<OptionalInt> next) {
            byte sum = 0;
            for (OptionalInt number = next.get(); number.isPresent(); number = next.get()) {
                sum += (byte) number.getAsInt();
            }
            return new byte[] {sum};
        }

        @Override
        public void ended(String job) {}
    }
}
