package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.cluster.Member;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.io.Serializable;
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
        first = Cluster.start(ClusterSettings.loopback(cluster, "first"));
        second = Cluster.start(ClusterSettings.loopback(cluster, "second")
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
            assertEquals(Optional.empty(), helper.work(numbers, new byte[1]).get(20, TimeUnit.SECONDS));
            second.ranges().orElseThrow().serve(new Summing());
            assertEquals(2, helper.freeCores().get(20, TimeUnit.SECONDS));
            assertEquals(7, helper.work(numbers, new byte[1]).get(20, TimeUnit.SECONDS).orElseThrow()[0]);
            assertEquals(OptionalInt.empty(), numbers.next());
        }
    }

    @Test
    void whoIsLostIsToldAsAFailure() throws Exception {
        ClusterNode third = Cluster.start(ClusterSettings.loopback(first.membership().self() + "-alone", "third"));
        RangeHelper gone = new RangeHelper(Cluster.hazelcast(first).getExecutorService("tributary.ranges"),
                Cluster.hazelcast(third).getCluster().getLocalMember(), 1);
        third.close();
        assertThrows(ExecutionException.class, () -> gone.freeCores().get(20, TimeUnit.SECONDS));
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
