package io.tributary.experiments.simulation;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.job.RangeJob;
import io.tributary.aggregation.job.Strategy;
import io.tributary.coordinator.run.ServerUpdate;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A run in memory, round by round: devices train as the plan says, a {@link Transit} carries what they send, and the plan's strategy makes
 * the next model of it. Cohorts, seeds, codecs, sums and initial weights come from the classes of a live run, so that a live run in which the
 * whole cohort of each round reports has the same models, bit for bit (I10), whatever the number of threads. Used by one thread; its own
 * end with {@link #close}.
 */
public final class Simulation implements AutoCloseable {
    private final RunPlan plan;
    private final Optional<LocalTrainer> trusted;
    private final Transit transit;
    private final Devices devices;
    private final RangeExecutor ranges;
    private States states;
    private float[] model;
    private int round;

    /**
     * Begins with the plan's initial weights.
     *
     * @param trainers one for each device, by its index
     * @param trusted trains on the coordinator's own examples, for the rule FLTrust
     * @param transit what happens to updates
     * @param threads devices that train, and ranges that are aggregated, at once, at least 1
     */
    public Simulation(RunPlan plan, List<LocalTrainer> trainers, Optional<LocalTrainer> trusted, Transit transit,
            int threads) {
        this.plan = plan;
        this.trusted = trusted;
        this.transit = transit;
        this.states = new States(plan.layout().updateChunking());
        this.model = Architectures.initial(plan);
        this.devices = new Devices(plan, trainers, threads);
        this.ranges = new ThreadRangeExecutor(threads);
    }

    /**
     * Plays the next round.
     *
     * @throws RejectedException if the plan asks for a strategy that this version does not have, or an update is beyond its bound
     * @throws IOException if a device cannot keep what its method wants kept
     */
    public void play() throws RejectedException, AggregationException, TrainingException, IOException,
            InterruptedException {
        round++;
        Strategy strategy = Strategy.of(plan, round);
        states = states.next(strategy);
        List<Sent> sent = transit.carry(round, devices.train(round, model));
        float[] next = new float[model.length];
        RangeJob job = new RangeJob(plan.layout(), plan.update(), strategy, devices.encode(round, sent),
                new Vector(model), states, new VersionVector(new Vector(model), new Vector(next), download()));
        compared(job).run(ranges);
        model = next;
    }

    private Download download() {
        return plan.update().download();
    }

    private RangeJob compared(RangeJob job) throws InterruptedException {
        return ServerUpdate.isNeeded(plan)
                ? job.withReference(ServerUpdate.train(trusted.orElseThrow(), plan, round, model))
                : job;
    }

    /** Rounds played. */
    public int round() {
        return round;
    }

    /** The current model: what travels of it, as a version of the registry has it. */
    public float[] model() {
        return model.clone();
    }

    @Override
    public void close() {
        devices.close();
        ranges.close();
    }
}
