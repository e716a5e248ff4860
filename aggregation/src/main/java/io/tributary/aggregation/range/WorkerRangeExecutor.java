package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.parameters.ChunkRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs passes on workers that may get lost: each has one range at a time, for the length of a lease. A worker that is gone, or has
 * not answered when its lease ends, loses its range to another; it gets no other until it answers. Late and repeated answers are
 * compared by content with what counts, and two that differ end the pass loudly. Safe for use by many threads; passes share the
 * workers.
 */
public final class WorkerRangeExecutor implements RangeExecutor {
    private static final int RANGE_CHUNKS = 4;

    /** How to wait for an answer; a test lets time pass instead. */
    interface Waiting {
        /** The next answer, or null at this time. */
        @Nullable
        RangeAnswer next(BlockingQueue<RangeAnswer> answers, Instant until) throws InterruptedException;
    }

    private final String job;
    private final RangePasses passes;
    private final List<RangeWorker> workers;
    private final Duration lease;
    private final InstantSource clock;
    private final Waiting waiting;
    private final AtomicInteger passCount = new AtomicInteger();

    /**
     * An executor over these workers, at least 1, which it closes.
     *
     * @param job names what is run here among all that the workers do
     * @param passes where workers of this process find what to do
     * @param lease how long a worker may take for a range of a few chunks, of all updates
     */
    public WorkerRangeExecutor(String job, RangePasses passes, List<RangeWorker> workers, Duration lease,
            InstantSource clock) {
        this(job, passes, workers, lease, clock, (answers, until) -> answers
                .poll(Math.max(0, clock.instant().until(until).toMillis()), TimeUnit.MILLISECONDS));
    }

    WorkerRangeExecutor(String job, RangePasses passes, List<RangeWorker> workers, Duration lease, InstantSource clock,
            Waiting waiting) {
        if (workers.isEmpty()) {
            throw new IllegalArgumentException("job " + job + " needs at least one worker");
        }
        this.job = job;
        this.passes = passes;
        this.workers = List.copyOf(workers);
        this.lease = lease;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * {@inheritDoc} Lost workers may be at it still when this returns; what they write is what is written already.
     *
     * @throws ConflictingRangesException if a range was answered twice, and differently
     * @throws WorkersLostException if no worker is left
     */
    @Override
    public <R> List<R> run(ChunkRange all, RangePass<R> pass) throws AggregationException, InterruptedException {
        int number = passCount.incrementAndGet();
        passes.begin(job, number, pass);
        try {
            @SuppressWarnings("unchecked") // the ledger holds what this pass gave
            List<R> results = (List<R>) new Play(number, all).results();
            return results;
        } finally {
            passes.end(job, number);
        }
    }

    @Override
    public void close() {
        workers.forEach(RangeWorker::close);
    }

    /** One pass. One thread, but for the answers. */
    private final class Play {
        private final int number;
        private final RangeLedger ledger;
        private final BlockingQueue<RangeAnswer> answers = new LinkedBlockingQueue<>();
        private final TreeMap<String, RangeWorker> idle = new TreeMap<>();

        Play(int number, ChunkRange all) {
            this.number = number;
            this.ledger = new RangeLedger(all.split(RANGE_CHUNKS));
            workers.forEach(worker -> idle.put(worker.name(), worker));
        }

        List<Object> results() throws AggregationException, InterruptedException {
            boolean over = false;
            try {
                while (!ledger.complete()) {
                    handOut();
                    hearNext();
                }
                hearWhatIsThere();
                over = true;
                return ledger.results();
            } finally {
                if (!over) {
                    letEnd();
                }
            }
        }

        private void hearNext() throws AggregationException, InterruptedException {
            boolean atWork = ledger.firstEnd().isPresent();
            RangeAnswer answer = waiting.next(answers, ledger.firstEnd().orElseGet(this::leaseEnd));
            if (answer == null && !atWork) {
                throw new WorkersLostException(job, workers.stream().map(RangeWorker::name).sorted().toList());
            }
            hear(answer);
            ledger.expire(clock.instant());
        }

        private Instant leaseEnd() {
            return clock.instant().plus(lease);
        }

        private void hearWhatIsThere() throws AggregationException, InterruptedException {
            for (RangeAnswer answer = answers.poll(); answer != null; answer = answers.poll()) {
                hear(answer);
            }
        }

        /** After a failure, the others end their ranges, or their leases end. */
        private void letEnd() throws InterruptedException {
            while (ledger.firstEnd().isPresent()) {
                RangeAnswer answer = waiting.next(answers, ledger.firstEnd().get());
                if (answer != null) {
                    release(answer);
                }
                ledger.expire(clock.instant());
            }
        }

        private void release(RangeAnswer answer) {
            switch (answer) {
                case RangeAnswer.Lost lost -> ledger.lost(lost.worker());
                case RangeAnswer.Failed failed -> ledger.release(failed.worker(), failed.order().range());
                case RangeAnswer.Done done -> ledger.release(done.worker(), done.order().range());
            }
        }

        private void handOut() {
            for (RangeWorker worker : new ArrayList<>(idle.values())) {
                ledger.lease(worker.name(), leaseEnd()).ifPresent(range -> {
                    idle.remove(worker.name());
                    worker.take(new RangeOrder(job, number, range), answers::add);
                });
            }
        }

        private void hear(@Nullable RangeAnswer answer) throws AggregationException, InterruptedException {
            switch (answer) {
                case null -> {}
                case RangeAnswer.Lost lost -> {
                    idle.remove(lost.worker());
                    ledger.lost(lost.worker());
                }
                case RangeAnswer.Failed failed -> {
                    ledger.release(failed.worker(), failed.order().range());
                    if (!ledger.isDone(failed.order().range())) {
                        throw Failures.of(failed.cause());
                    }
                    welcome(failed.worker());
                }
                case RangeAnswer.Done done -> {
                    ledger.done(done.worker(), done.order().range(), done.content(), done.result());
                    welcome(done.worker());
                }
            }
        }

        /** Who answers is there, however late. */
        private void welcome(String name) {
            if (ledger.holds(name)) {
                return; // it has answered something else, again
            }
            workers.stream().filter(worker -> worker.name().equals(name)).forEach(worker -> idle.put(name, worker));
        }
    }
}
