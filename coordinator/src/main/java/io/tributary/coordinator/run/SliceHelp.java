package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.learning.Evaluator;
import io.tributary.learning.SlicedEvaluator;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** Measures slices for other members, with this member's own examples if they are the same as the owner's, and the model as it is stored. */
final class SliceHelp implements AutoCloseable {
    /** Short: the owner would measure again what a member is late with. */
    private static final Duration TURN = Duration.ofSeconds(3);

    private final RunServices.Storage storage;
    private final Function<RunPlan, Optional<Evaluator>> evaluators;
    private final OpenJobs<OpenSlices> jobs = new OpenJobs<>();

    /** A model that is being measured. */
    private record OpenSlices(SlicePass pass) implements OpenJobs.Job {
        @Override
        public void close() {
            pass.model().close();
        }
    }

    SliceHelp(RunServices.Storage storage, Function<RunPlan, Optional<Evaluator>> evaluators) {
        this.storage = storage;
        this.evaluators = evaluators;
    }

    /** Takes no number unless this member's evaluator is like the owner's. */
    RangeAnswer work(SliceOrder order, Supplier<OptionalInt> next)
            throws AggregationException, RejectedException, InterruptedException {
        OpenJob.requireOwner(storage, order.run(), order.epoch());
        RunPlan plan = PlannedRun.of(storage.runs().find(order.run()).orElseThrow()).plan();
        Optional<SlicedEvaluator> same = evaluators.apply(plan).filter(SlicedEvaluator.class::isInstance)
                .map(SlicedEvaluator.class::cast).filter(own -> own.slices() == order.slices()
                        && own.fingerprint().equals(order.fingerprint()));
        if (same.isEmpty()) {
            return RangeAnswer.declined();
        }
        OptionalInt first = next.get();
        return first.isEmpty() ? RangeAnswer.none() : work(order, plan, same.get(), first.getAsInt(), next);
    }

    private RangeAnswer work(SliceOrder order, RunPlan plan, SlicedEvaluator evaluator, int first,
            Supplier<OptionalInt> next) throws AggregationException, RejectedException, InterruptedException {
        OpenJobs<OpenSlices>.Kept kept = jobs.use(order.id());
        try {
            OpenSlices open = kept.open(() -> new OpenSlices(new SlicePass(evaluator,
                    evaluator.open(storage.registry().load(plan.model(), order.version())))));
            return RangeAnswer.of(OpenJob.results(open.pass(), order.ranges(), first, next, TURN));
        } finally {
            kept.release();
        }
    }

    void ended(String job) {
        jobs.ended(job);
    }

    @Override
    public void close() {
        jobs.close();
    }
}
