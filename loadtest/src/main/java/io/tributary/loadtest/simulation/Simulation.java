package io.tributary.loadtest.simulation;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.job.RangeJob;
import io.tributary.aggregation.job.Strategy;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.Optional;

/**
 * A run in memory, round by round: devices train as the plan says, what they send is carried by a {@link Transit}, and the plan's
 * strategy makes the next model of it. The same plan, trainers and transit give the same models, whatever the number of threads.
 * Used by one thread; its own end with {@link #close}.
 */
public final class Simulation implements AutoCloseable {
    private final RunPlan plan;
    private final Optional<LocalTrainer> trusted;
    private final Transit transit;
    private final Training training;
    private final RangeExecutor ranges;
    private States states;
    private float[] model;
    private int round;

    /**
     * Begins with the plan's initial weights.
     *
     * @param devices a trainer for each device, by its index
     * @param trusted trains on the coordinator's own examples, for the rule FLTrust
     * @param transit what happens to updates
     * @param threads devices that train, and ranges that are aggregated, at once, at least 1
     * @throws RejectedException if the plan asks for a strategy that this version does not have
     */
    public Simulation(RunPlan plan, List<LocalTrainer> devices, Optional<LocalTrainer> trusted, Transit transit,
            int threads) throws RejectedException {
        this.plan = plan;
        this.trusted = trusted;
        this.transit = transit;
        this.states = States.fresh(plan.layout().updateChunking(), Strategy.of(plan, 1).optimizer());
        this.model = Architectures.initial(plan.spec(), plan.seed());
        this.training = new Training(plan, devices, threads);
        this.ranges = new ThreadRangeExecutor(threads);
    }

    /** Plays the next round. */
    public void play() throws RejectedException, AggregationException, TrainingException, InterruptedException {
        round++;
        Strategy strategy = Strategy.of(plan, round);
        if (round > 1) {
            states = states.next(strategy.optimizer());
        }
        List<Sent> arrived = transit.carry(round, training.train(round, model));
        Vector next = new Vector(new float[model.length]);
        RangeJob job = new RangeJob(plan.layout(), plan.update(), strategy,
                new Arrived(plan.layout().updateChunking(), arrived), new Vector(model), states, next);
        compared(job).run(ranges);
        model = next.values();
    }

    private RangeJob compared(RangeJob job) throws TrainingException, InterruptedException {
        return trusted.isEmpty() ? job
                : job.withReference(new Vector(training.own(trusted.get(), round, model)));
    }

    /** Rounds played. */
    public int round() {
        return round;
    }

    /** The current model. */
    public float[] model() {
        return model.clone();
    }

    @Override
    public void close() {
        training.close();
        ranges.close();
    }
}
