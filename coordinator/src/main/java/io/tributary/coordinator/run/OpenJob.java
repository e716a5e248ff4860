package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.SharedPass;
import io.tributary.aggregation.job.RangeJob;
import io.tributary.aggregation.job.Strategy;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.registry.VersionPart;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.plan.ModelManifest.Reports;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A round that another member closes, open to be worked for: the same rows, objects and key as its owner has, each checked as its owner
 * checks it. Used by several threads at once.
 */
final class OpenJob implements OpenJobs.Job {
    /** After so long a task gives its results, so that little is lost with a member. */
    private static final Duration TURN = Duration.ofSeconds(20);

    private final ModelRegistry registry;
    private final PlannedRun run;
    private final int round;
    private final ModelVersion model;
    private final SealedUpdates updates;

    private OpenJob(ModelRegistry registry, PlannedRun run, int round, ModelVersion model, SealedUpdates updates) {
        this.registry = registry;
        this.run = run;
        this.round = round;
        this.model = model;
        this.updates = updates;
    }

    /** Refuses to work for whoever owned the run once. @throws IllegalStateException if it has another epoch, or is gone */
    static void requireOwner(RunServices.Storage storage, String run, long ownersEpoch) {
        long epoch = storage.runs().find(run).map(RunRecord::epoch).orElse(0L);
        if (epoch != ownersEpoch) {
            throw new IllegalStateException("run " + run + " is in epoch " + epoch
                    + ", and the order is of its owner in epoch " + ownersEpoch);
        }
    }

    /**
     * Opens the updates of a round.
     *
     * @throws IllegalStateException if the rows found here are not those that the owner sums
     */
    static OpenJob open(RunServices.Storage storage, RangeOrder.Job job, RangeExecutor executor)
            throws AggregationException, InterruptedException {
        PlannedRun run = PlannedRun.of(storage.runs().find(job.run()).orElseThrow());
        ModelVersion model = storage.registry().manifest(run.plan().model(), job.modelVersion()).orElseThrow();
        List<AcceptedUpdate> rows = rows(storage, job);
        SealedUpdates updates = SealedUpdates.open(storage.objects(), run,
                new SealedUpdates.Round(job.round(), job.modelVersion(),
                        new RoundKeys(storage.keys(), job.run()).require(job.round())),
                rows, executor);
        return new OpenJob(storage.registry(), run, job.round(), model, updates);
    }

    private static List<AcceptedUpdate> rows(RunServices.Storage storage, RangeOrder.Job job)
            throws AggregationException {
        Set<String> devices = new HashSet<>();
        storage.rounds().accepted(job.run(), job.round()).forEach(row -> devices.add(row.device()));
        job.excluded().forEach(devices::remove);
        List<AcceptedUpdate> rows = RowsToSum.of(storage, job.run(), job.round(), devices);
        if (rows.isEmpty() || !Reports.of(rows.stream().map(AcceptedUpdate::report).toList()).equals(job.reports())) {
            throw new IllegalStateException("round " + job.round() + " of run " + job.run() + " has " + rows.size()
                    + " rows here that are not the " + job.reports().count() + " that its owner sums");
        }
        return rows;
    }

    /**
     * Works off ranges until none is left, or this took long.
     *
     * @param first number of a range
     * @param next further numbers
     * @return results, once all that was written for them is durable
     */
    RangeAnswer work(RangeOrder order, int first, Supplier<OptionalInt> next)
            throws AggregationException, RejectedException, InterruptedException {
        try (VersionPart part = registry.part(run.plan(), model)) {
            Strategy strategy = Strategy.of(run.plan(), round);
            RangeJob job = new RangeJob(run.plan().layout(), run.plan().update(), strategy, updates,
                    (chunk, into) -> registry.read(model.manifest(), chunk, into),
                    StrategyState.of(strategy, run.run(), model, registry, part.state()),
                    (chunk, values, _) -> part.write(chunk, values));
            Map<Integer, byte[]> results = results(job.pass(order.pass()), order.ranges(), first, next, TURN);
            return new RangeAnswer("", results, part.commit());
        }
    }

    /** Works off ranges until none is left, or this took as long as a turn. @return what each gave */
    static <R> Map<Integer, byte[]> results(SharedPass<R> pass, List<ChunkRange> ranges, int first,
            Supplier<OptionalInt> next, Duration turn) throws AggregationException, InterruptedException {
        long until = System.nanoTime() + turn.toNanos();
        Map<Integer, byte[]> results = new TreeMap<>();
        OptionalInt number = OptionalInt.of(first);
        while (number.isPresent()) {
            results.put(number.getAsInt(), pass.encode(pass.run(ranges.get(number.getAsInt()))));
            number = System.nanoTime() < until ? next.get() : OptionalInt.empty();
        }
        return results;
    }

    @Override
    public void close() {
        updates.close();
    }
}
