package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.SharedPass;
import io.tributary.coordinator.cluster.RangeHelper;
import io.tributary.coordinator.cluster.RangeNumbers;
import io.tributary.coordinator.cluster.SharedRanges;
import io.tributary.coordinator.registry.PartIndex;
import io.tributary.protocol.parameters.ChunkRange;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One pass, worked off by this member's threads and by other members. All pull numbers of ranges from one queue. What a helper took and gave no
 * result of is handed out again, so that the pass ends whatever becomes of helpers: the last to work is this member.
 *
 * <p>Nothing that a helper says of an update is believed: where it fails, its ranges are worked off elsewhere, and here it shows whether
 * the update is at fault.
 */
final class TeamPass<R> {
    /** How often others are handed out what helpers left; then this member does it alone. */
    private static final int MOST_TURNS = 3;

    private final RangeExecutor own;
    private final Patience patience;
    private final int mostElsewhere;
    private final SharedPass<R> pass;
    private final List<ChunkRange> ranges;
    private final Consumer<PartIndex> written;
    private final Recruiter recruiter;
    private final RangeNumbers numbers;
    private final Queue<Integer> onlyHere = new ConcurrentLinkedQueue<>();
    private final RangeResults<R> results;

    /**
     * When others are asked, and given up.
     *
     * @param alone how long this member works before it asks others
     * @param others how long they are waited for when there is nothing left to pull
     * @param waits how threads wait
     */
    record Patience(Duration alone, Duration others, Waits waits) {
        /** In real time. */
        Patience(Duration alone, Duration others) {
            this(alone, others, Waits.REAL);
        }
    }

    TeamPass(SharedRanges shared, RangeExecutor own, Patience patience, TeamOrder order, SharedPass<R> pass,
            Consumer<PartIndex> written) {
        this.own = own;
        this.patience = patience;
        this.pass = pass;
        this.ranges = order.ranges();
        this.mostElsewhere = order.mostElsewhere();
        this.written = written;
        this.numbers = shared.numbers();
        this.recruiter = new Recruiter(shared, numbers, order, patience.waits(), this::accept);
        this.results = new RangeResults<>(ranges, pass);
    }

    /** Runs it. @return what the ranges gave, in their order */
    List<R> run() throws AggregationException, InterruptedException {
        try (numbers) {
            List<Integer> missing = IntStream.range(0, ranges.size()).boxed().toList();
            for (int turn = 0; !missing.isEmpty(); turn++) {
                handOut(missing, turn < MOST_TURNS);
                own.run(new ChunkRange(0, missing.size()), some -> pull(some.count()));
                recruiter.await(patience.others(), results::isComplete);
                missing = results.missing();
            }
            return results.inOrder();
        } finally {
            results.close();
            recruiter.close();
        }
    }

    private void handOut(List<Integer> missing, boolean toAll) {
        List<Integer> elsewhere = missing.subList(0, Math.min(missing.size(), mostElsewhere));
        if (toAll && numbers.add(elsewhere)) {
            onlyHere.addAll(missing.subList(elsewhere.size(), missing.size()));
            recruiter.start(patience.alone());
        } else {
            onlyHere.addAll(missing);
        }
    }

    /** One thread of this member works off a few, so that other runs have their turn; none if others took them. */
    private boolean pull(int most) throws AggregationException, InterruptedException {
        OptionalInt next = next();
        for (int pulled = 1; next.isPresent(); pulled++) {
            int number = next.getAsInt();
            results.give(number, pass.run(ranges.get(number)), "this member");
            next = pulled < most ? next() : OptionalInt.empty();
        }
        return true;
    }

    private OptionalInt next() {
        Integer here = onlyHere.poll();
        return here == null ? numbers.next() : OptionalInt.of(here);
    }

    /** @return whether the member takes part. @throws IllegalArgumentException if it is no answer to this pass */
    private boolean accept(RangeHelper helper, byte[] answer) {
        RangeAnswer given = RangeAnswer.decode(answer);
        if (given.isDeclined()) {
            return false;
        }
        if (!given.failure().isEmpty()) {
            throw new IllegalArgumentException(given.failure());
        }
        results.give(given.results(), () -> written.accept(given.part()), helper.name());
        return true;
    }
}
