package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model owner allows devices to be asked in a run; signed by the owner's key, which devices pin. The plan's hash is
 * the SHA-256 of the exact bytes signed.
 *
 * @param v format version, 1
 * @param use how often and when runs of it may be started, and how many rounds each has
 * @param name experiment name, 1..128 characters, also the first part of the report's title
 * @param model registry name of the model, [a-z0-9-]{1,64}
 * @param spec network
 * @param modelSignature its classes by name, and what its inputs mean
 * @param layout its tensors
 * @param seed run seed; device randomness comes from (seed, device index, round)
 * @param training what devices do
 * @param update what an update may look like
 * @param round how a round is filled and closed
 * @param strategy how updates become the next model
 */
public record RunPlan(int v, PlanUse use, String name, String model, ModelSpec spec, ModelSignature modelSignature,
        ParameterLayout layout, long seed, TrainingSpec training, UpdateSpec update, RoundSpec round,
        StrategySpec strategy) implements Versioned {
    static final int MAX_ROUNDS = 1_000_000;

    /**
     * Checks its arguments and how they fit together.
     *
     * @throws IllegalArgumentException if a field is out of range, or a round may ask more devices than a sum may hold, or
     *         accept fewer or more updates than the rule is defined for or has room for, or the model's signature is of another network
     */
    public RunPlan {
        Fields.version(v);
        Fields.line("name", name, 1, 128);
        Ids.model(model);
        modelSignature.requireFits(spec);
        if (round.selected() > update.maxUpdates()) {
            throw new IllegalArgumentException(
                    "a round asks " + round.selected() + " devices, but update.maxUpdates is "
                            + update.maxUpdates() + "; it must be at least as many");
        }
        PlanCheck.enough(strategy.rule(), round.minReports());
        PlanCheck.room(strategy.rule(), round.selected());
        training.clientMethod().ifPresent(method -> method.requireFits(training, strategy, round.selected()));
    }

    /** How many rounds a run has, 1..1_000_000. */
    public int rounds() {
        return use.rounds();
    }

    /** The plug-ins that it names, in the order of its parts. */
    public List<PlugInSpec> plugIns() {
        List<PlugInSpec> named = new ArrayList<>();
        if (strategy.rule() instanceof RuleSpec.PlugInRule rule) {
            named.add(rule.plugIn());
        }
        if (strategy.server() instanceof ServerOptimizerSpec.PlugInServer server) {
            named.add(server.plugIn());
        }
        if (training.method() instanceof ClientMethod.PlugInMethod method) {
            named.add(method.plugIn());
        }
        update.encoding().ifPresent(codec -> {
            if (codec.own() != null) {
                named.add(codec.own().plugIn());
            }
        });
        if (round.eligibility() != null) {
            named.add(round.eligibility());
        }
        modelSignature.inputs().forEach(input -> {
            if (input.meaning() instanceof InputMeaning.FromSource made) {
                named.add(made.source());
            }
        });
        return named;
    }

    /** Everything but what has a default is to be set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that has everything as it is here. */
    public Builder toBuilder() {
        return new Builder().v(v).use(use).name(name).model(model).spec(spec).modelSignature(modelSignature)
                .layout(layout).rounds(use.rounds()).seed(seed)
                .training(training).update(update).round(round).strategy(strategy);
    }

    /** Makes plans. One thread. */
    public static final class Builder {
        private int v = 1;
        private @Nullable PlanUse use;
        private @Nullable String name;
        private @Nullable String model;
        private @Nullable ModelSpec spec;
        private @Nullable ModelSignature modelSignature;
        private @Nullable ParameterLayout layout;
        private int rounds;
        private long seed;
        private @Nullable TrainingSpec training;
        private @Nullable UpdateSpec update;
        private @Nullable RoundSpec round;
        private StrategySpec strategy = StrategySpec.FEDAVG;

        private Builder() {}

        /** Format version; 1 if it is not set. */
        public Builder v(int v) {
            this.v = v;
            return this;
        }

        /** How often and when runs may be started; {@link PlanUse#once} if it is not set. */
        public Builder use(PlanUse use) {
            this.use = use;
            return this;
        }

        /** Experiment name. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Registry name of the model. */
        public Builder model(String model) {
            this.model = model;
            return this;
        }

        /** Network. */
        public Builder spec(ModelSpec spec) {
            this.spec = spec;
            return this;
        }

        /** Its classes by name, and what its inputs mean; classes by their numbers, and nothing told of inputs, if it is not set. */
        public Builder modelSignature(ModelSignature modelSignature) {
            this.modelSignature = modelSignature;
            return this;
        }

        /** Its tensors. */
        public Builder layout(ParameterLayout layout) {
            this.layout = layout;
            return this;
        }

        /** How many rounds. */
        public Builder rounds(int rounds) {
            this.rounds = rounds;
            return this;
        }

        /** Run seed; 0 if it is not set. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** What devices do. */
        public Builder training(TrainingSpec training) {
            this.training = training;
            return this;
        }

        /** What an update may look like. */
        public Builder update(UpdateSpec update) {
            this.update = update;
            return this;
        }

        /** How a round is filled and closed. */
        public Builder round(RoundSpec round) {
            this.round = round;
            return this;
        }

        /** How updates become the next model; federated averaging if it is not set. */
        public Builder strategy(StrategySpec strategy) {
            this.strategy = strategy;
            return this;
        }

        /**
         * The plan.
         *
         * @throws IllegalArgumentException if a value is missing or out of range, or they do not fit together
         */
        public RunPlan build() {
            String named = required("name", name);
            String registered = required("model", model);
            PlanUse allowed = (use == null ? PlanUse.once() : use).withRounds(rounds);
            return new RunPlan(v, allowed, named, registered, required("spec", spec), signature(),
                    required("layout", layout), seed, required("training", training),
                    required("update", update), required("round", round), strategy);
        }

        private ModelSignature signature() {
            return modelSignature == null ? ModelSignature.of(required("spec", spec)) : modelSignature;
        }

        private static <T> T required(String name, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("a plan needs " + name);
            }
            return value;
        }
    }
}
