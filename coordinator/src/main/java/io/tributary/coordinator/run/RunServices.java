package io.tributary.coordinator.run;

import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.job.ModelSource;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.selection.Candidates;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.selection.EnrolledDevices;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunStore;
import io.tributary.learning.Evaluator;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What runs are played with.
 *
 * @param storage what is stored
 * @param compute what computes
 * @param identity who this coordinator is
 * @param candidates the devices that cohorts are drawn from
 * @param traffic counts what rounds move
 * @param listener is told of the progress of runs
 * @param clock what time it is
 * @param durations how time passes, whatever the clock is set to
 * @param sharing how members share runs
 * @param waits how threads wait
 */
public record RunServices(Storage storage, Compute compute, Identity identity, Candidates candidates,
        TrafficMeter traffic, RunListener listener, InstantSource clock, InstantSource durations,
        RunSharing sharing, Waits waits) {
    /** Whose threads wait in real time. */
    public RunServices(Storage storage, Compute compute, Identity identity, Candidates candidates, TrafficMeter traffic,
            RunListener listener, InstantSource clock, InstantSource durations, RunSharing sharing) {
        this(storage, compute, identity, candidates, traffic, listener, clock, durations, sharing, Waits.REAL);
    }

    /** Of the only member. */
    public RunServices(Storage storage, Compute compute, Identity identity, Candidates candidates, TrafficMeter traffic,
            RunListener listener, InstantSource clock, InstantSource durations) {
        this(storage, compute, identity, candidates, traffic, listener, clock, durations, RunSharing.ALONE);
    }

    /** Whose time passes as its clock says, and whose cohorts are drawn from devices that wait. */
    public RunServices(Storage storage, Compute compute, Identity identity, DevicePool pool, TrafficMeter traffic,
            RunListener listener, InstantSource clock) {
        this(storage, compute, identity, new Candidates(pool, EnrolledDevices.NOBODY, clock, clock), traffic, listener,
                clock, clock);
    }

    /** What is stored of runs, beside what they may use. */
    StoredBytes storedBytes() {
        return new StoredBytes(storage, sharing.quota());
    }

    /**
     * The stores, and what stands over them.
     *
     * @param registry the model versions
     * @param reports checks rows of accepted updates against what devices signed
     */
    public record Storage(RunStore runs, RoundStore rounds, ObjectStore objects, KeyStore keys,
            ModelRegistry registry, SignedReports reports) {}

    /**
     * Aggregation, and what an engine does for a plan.
     *
     * @param executor sums updates
     * @param evaluator measures new versions of a plan's model, if anything does
     * @param trainer trains a plan's model on examples that the coordinator holds itself, if anything does
     * @param initialModel a plan's first model version, to be read a chunk at a time
     * @param team other members that sum with this one, if there can be any
     */
    public record Compute(RangeExecutor executor, Function<RunPlan, Optional<Evaluator>> evaluator,
            Function<RunPlan, Optional<LocalTrainer>> trainer, Function<RunPlan, ModelSource> initialModel,
            Optional<RangeTeam> team) {
        /** Of this member alone. */
        public Compute(RangeExecutor executor, Function<RunPlan, Optional<Evaluator>> evaluator,
                Function<RunPlan, Optional<LocalTrainer>> trainer, Function<RunPlan, ModelSource> initialModel) {
            this(executor, evaluator, trainer, initialModel, Optional.empty());
        }
    }

    /**
     * Who this coordinator is.
     *
     * @param member its name among the members, the same after a restart
     * @param keys sign offers
     */
    public record Identity(String member, SigningKeys keys) {}
}
