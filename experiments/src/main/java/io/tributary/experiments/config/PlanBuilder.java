package io.tributary.experiments.config;

import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.Forms;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Turns a configuration and what its data turned out to be into the plan that the model owner signs.
 *
 * <p>The pool is the whole population, so that a cohort depends on the seed and not on who was first; unless devices must offer
 * something, because how many of them do is not known: then it is as many as are asked. The largest weight, unless it is given, is
 * the next power of two above the largest partition, so that devices' exact sizes stay out of the signed plan; and at least 1024, so that
 * a device with more data than this one's shares counts in full, where that takes no binary place. The binary places of
 * the fixed point are as many as keep {@code maxUpdates * maxWeight * bound * 2^scaleBits} under 2^62, at most 30: a quantum of
 * 1e-9 of one example's gradient step is far below what float32 tells apart.
 */
public final class PlanBuilder {
    private static final int STARTS_A_SECOND = 5;
    private static final int LEAST_SELECTION = 60;
    private static final int MOST_SELECTION = 86_400;
    private static final int USUAL_SCALE_BITS = 30;
    private static final int FEWEST_SCALE_BITS = 16;
    private static final int USUAL_WEIGHT = 1 << 10;
    private static final BigDecimal ROOM = new BigDecimal(BigInteger.ONE.shiftLeft(62));

    private final ExperimentConfig config;
    private final DataShape data;

    private PlanBuilder(ExperimentConfig config, DataShape data) {
        this.config = config;
        this.data = data;
    }

    /**
     * Makes the plan.
     *
     * @throws ConfigException if the network does not fit the data, or sums could overflow
     */
    public static RunPlan plan(ExperimentConfig config, DataShape data) throws ConfigException {
        return new PlanBuilder(config, data).build();
    }

    private RunPlan build() throws ConfigException {
        ModelSpec spec = network();
        TrainingSpec training = training(spec);
        try {
            return RunPlan.builder().name(config.name()).model(config.name()).spec(spec)
                    .modelSignature(data.signature())
                    .layout(Architectures.layout(config.model().network().tensors(spec), training))
                    .rounds(config.train().rounds()).seed(config.seed())
                    .training(training).update(update()).round(round()).strategy(strategy()).build();
        } catch (IllegalArgumentException unfit) {
            throw config.mistake(config.train().method().isPresent() ? "train.method" : "strategy",
                    String.valueOf(unfit.getMessage()));
        }
    }

    private TrainingSpec training(ModelSpec spec) throws ConfigException {
        try {
            TrainingSpec training = config.train().spec();
            Architectures.layout(config.model().network().tensors(spec), training);
            return training;
        } catch (IllegalArgumentException unknown) {
            String message = String.valueOf(unknown.getMessage());
            throw config.mistake(message.startsWith("frozen") ? "train.frozen" : "train.local", message);
        }
    }

    /** FedDyn counts devices, not examples, unless the config says that it should not: that is an error then. */
    private StrategySpec strategy() {
        StrategySpec strategy = config.strategy();
        boolean dyn =
                config.train().method().filter(method -> method.serverPart().regularized().isPresent()).isPresent();
        boolean said = config.origins().has("strategy.weighting");
        return dyn && !said ? new StrategySpec(strategy.rule(), strategy.server(), StrategySpec.Weighting.UNIFORM)
                : strategy;
    }

    private ModelSpec network() throws ConfigException {
        ModelConfig model = config.model();
        if (!model.input().orElse(data.input()).equals(data.input())) {
            throw config.mistake("model.input",
                    "is " + model.input().get() + ", but the data's shape is " + data.input()
                            + "; leave it out, or make them the same");
        }
        if (!model.classes().orElse(data.classes()).equals(data.classes())) {
            throw config.mistake("model.classes", "is " + model.classes().get() + ", but the data has " + data.classes()
                    + " classes; leave it out, or make them the same");
        }
        try {
            ModelSpec spec = model.network().spec(data.input(), data.classes());
            model.network().tensors(spec);
            return spec;
        } catch (IllegalArgumentException unbuildable) {
            throw config.mistake(model.network().key(unbuildable), String.valueOf(unbuildable.getMessage()));
        }
    }

    private RoundSpec round() {
        RoundConfig round = config.round();
        return new RoundSpec(config.cohort(), round.overSelect(), RoundSizes.goal(config),
                RoundSizes.minReports(config),
                pool(), round.selectionSeconds().orElseGet(this::selection), round.deadlineSeconds(),
                round.maxAbandoned(),
                round.requires().orElse(null), round.drawFrom().orElse(null),
                round.eligibility().orElse(null));
    }

    /** All devices of an experiment enrol before its first round. */
    private int selection() {
        return Math.clamp(pool() / STARTS_A_SECOND, LEAST_SELECTION, MOST_SELECTION);
    }

    private int pool() {
        return config.round().requires().isPresent() ? RoundSizes.selected(config) : config.data().devices();
    }

    private UpdateSpec update() throws ConfigException {
        int maxUpdates = RoundSizes.selected(config);
        int least = config.update().maxWeight()
                .orElseGet(() -> Math.max(1, Integer.highestOneBit(2 * data.largestPartition() - 1)));
        int most = mostScaleBits(maxUpdates, least);
        int bits = config.update().scaleBits().orElse(Math.min(USUAL_SCALE_BITS, most));
        int maxWeight = config.update().maxWeight().orElseGet(() -> roomy(maxUpdates, least, bits));
        boolean chosen = config.update().scaleBits().isPresent();
        if (bits > most || (!chosen && bits < FEWEST_SCALE_BITS)) {
            throw config.mistake(chosen ? "update.scaleBits" : "update.bound", "sums could overflow: " + maxUpdates
                    + " updates of weight " + maxWeight + " within " + Forms.plain(config.update().bound())
                    + " leave room for "
                    + most + " binary places; at least " + (chosen ? bits : FEWEST_SCALE_BITS)
                    + " are wanted: make the bound smaller");
        }
        return new UpdateSpec(config.update().bound(), bits, maxWeight, maxUpdates,
                config.update().codec().orElse(null), config.update().download());
    }

    /** The usual weight, or as much of it as leaves the sum its binary places. */
    private int roomy(int maxUpdates, int least, int bits) {
        int weight = least;
        while (weight < USUAL_WEIGHT && mostScaleBits(maxUpdates, 2 * weight) >= bits) {
            weight *= 2;
        }
        return weight;
    }

    /** The largest s with maxUpdates * maxWeight * bound * 2^s below 2^62; may be negative. */
    private int mostScaleBits(int maxUpdates, int maxWeight) {
        BigDecimal sum = new BigDecimal(config.update().bound()).multiply(BigDecimal.valueOf(maxUpdates))
                .multiply(BigDecimal.valueOf(maxWeight));
        int bits = 52;
        while (bits >= 0 && sum.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits))).compareTo(ROOM) >= 0) {
            bits--;
        }
        return bits;
    }
}
