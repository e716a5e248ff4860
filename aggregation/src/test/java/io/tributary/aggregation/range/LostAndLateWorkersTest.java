package io.tributary.aggregation.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is given which range when two workers say what a test has them say, one thing after the other. */
class LostAndLateWorkersTest {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final ChunkRange ONE_RANGE = new ChunkRange(0, 4);
    private static final ChunkRange TWO_RANGES = new ChunkRange(0, 8);

    /** Says nothing by itself. */
    private final class Silent implements RangeWorker {
        private final String name;
        private final List<Integer> given = new ArrayList<>();
        private Consumer<RangeAnswer> answers = _ -> {};

        Silent(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void take(RangeOrder order, Consumer<RangeAnswer> to) {
            given.add(order.range().from());
            answers = to;
        }

        @Override
        public void close() {}

        void saysDone(int from) {
            script.add(() -> answers.accept(new RangeAnswer.Done(name, order(from), Sha256.ZERO, "from " + from)));
        }

        void saysFailed(int from, Throwable cause) {
            script.add(() -> answers.accept(new RangeAnswer.Failed(name, order(from), cause)));
        }

        /** Whoever knows it says so: it need have no order. */
        void isLost() {
            script.add(() -> heard.accept(new RangeAnswer.Lost(name)));
        }
    }

    private final Deque<Runnable> script = new ArrayDeque<>();
    private final Silent a = new Silent("a");
    private final Silent b = new Silent("b");
    private Consumer<RangeAnswer> heard = _ -> {};
    private Instant now = Instant.EPOCH;

    private static RangeOrder order(int from) {
        return new RangeOrder("job", 1, new ChunkRange(from, from + 4));
    }

    private void secondsPass(int seconds) {
        script.add(() -> now = now.plusSeconds(seconds));
    }

    private List<Object> run(ChunkRange all) throws Exception {
        try (WorkerRangeExecutor executor = new WorkerRangeExecutor("job", new RangePasses(), List.of(a, b), LEASE,
                () -> now, (answers, until) -> {
                    heard = answers::add;
                    if (script.isEmpty()) {
                        now = until;
                    } else {
                        script.remove().run();
                    }
                    return answers.poll();
                })) {
            return executor.run(all, _ -> {
                throw new AssertionError("nobody works here");
            });
        }
    }

    @AfterEach
    void allWasSaid() {
        assertTrue(script.isEmpty(), "the pass was over before all was said");
    }

    @Test
    void whoIsLostWhileItWaitsGetsNoRange() {
        b.isLost();
        a.isLost();
        assertThrows(WorkersLostException.class, () -> run(ONE_RANGE));
        assertEquals(List.of(0), a.given);
        assertEquals(List.of(), b.given);
    }

    @Test
    void whoFailsAtARangeThatIsDoneMeanwhileIsThereForAnother() throws Exception {
        secondsPass(5);
        b.saysDone(4); // has chunks 8 to 11 until 15 seconds are over
        secondsPass(5); // a has lost chunks 0 to 3
        b.saysDone(8); // and has those now
        a.saysDone(0); // late, and has chunks 12 to 15 now
        b.saysFailed(0, new IllegalStateException("too late"));
        a.isLost();
        b.saysDone(12);
        assertEquals(List.of("from 0", "from 4", "from 8", "from 12"), run(new ChunkRange(0, 16)));
        assertEquals(List.of(4, 8, 0, 12), b.given);
        assertEquals(Instant.ofEpochSecond(10), now, "nobody had to wait for a lease");
    }

    @Test
    void whoFailsAtWhatItHadBeforeKeepsWhatItHas() throws Exception {
        a.saysDone(0); // has chunks 8 to 11
        a.saysFailed(0, new IllegalStateException("changed its mind"));
        b.saysDone(4);
        a.saysDone(8); // nobody else was given them
        assertEquals(3, run(new ChunkRange(0, 12)).size());
        assertEquals(List.of(0, 8), a.given);
        assertEquals(List.of(4), b.given);
    }

    @Test
    void whoFailsIsNotWaitedForAndTheOthersAre() {
        a.saysFailed(0, new RefusedUpdateException("device", 0, new RejectedException(Reason.INVALID_FIELD, "bad")));
        secondsPass(3);
        b.saysDone(4);
        assertThrows(RefusedUpdateException.class, () -> run(TWO_RANGES));
        assertEquals(Instant.ofEpochSecond(3), now, "both had answered");
    }

    @Test
    void afterAFailureAnAnswerToAnEarlierOrderDoesNotEndALease() {
        b.saysDone(4); // has chunks 8 to 11
        a.saysFailed(0, new RefusedUpdateException("device", 0, new RejectedException(Reason.INVALID_FIELD, "bad")));
        b.saysDone(4);
        secondsPass(3);
        b.saysDone(8);
        assertThrows(RefusedUpdateException.class, () -> run(new ChunkRange(0, 12)));
        assertEquals(Instant.ofEpochSecond(3), now);
    }
}
