package io.tributary.loadtest.aggregation;

import io.tributary.aggregation.job.Strategy;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.List;
import java.util.Locale;

/** A rule to be measured, with a tenth of the updates taken for byzantine where that matters. */
enum BenchedRule {
    MEAN {
        @Override
        RuleSpec spec(int updates) {
            return new RuleSpec.Mean();
        }
    },
    MEDIAN {
        @Override
        RuleSpec spec(int updates) {
            return new RuleSpec.Median();
        }
    },
    TRIMMED_MEAN {
        @Override
        RuleSpec spec(int updates) {
            return new RuleSpec.TrimmedMean(0.1);
        }
    },
    MULTI_KRUM {
        @Override
        RuleSpec spec(int updates) {
            return new RuleSpec.MultiKrum(updates / 10, null);
        }
    },
    GEOMETRIC_MEDIAN {
        @Override
        RuleSpec spec(int updates) {
            return RuleSpec.GeometricMedian.USUAL;
        }
    },
    BULYAN {
        @Override
        RuleSpec spec(int updates) {
            return new RuleSpec.Bulyan(updates / 10);
        }
    },
    MIXED_TRIMMED_MEAN {
        @Override
        RuleSpec spec(int updates) {
            return new RuleSpec.NearestNeighborMixing(updates / 10, new RuleSpec.TrimmedMean(0.1));
        }
    };

    static final int MAX_WEIGHT = 1024;
    private static final int SECONDS = 60;

    abstract RuleSpec spec(int updates);

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static BenchedRule of(String title) {
        return valueOf(title.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What such a round is planned as. */
    RunPlan plan(int updates, int values) {
        ParameterLayout layout = new ParameterLayout(List.of(new Parameter("values", Role.TRAINABLE, List.of(values))));
        StrategySpec usual = StrategySpec.FEDAVG;
        return RunPlan.builder().name("aggregation-benchmark").model("echo")
                .spec(new ModelSpec("echo", List.of(1), 2, List.of())).layout(layout).rounds(1).seed(1)
                .training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(1, 0), 1))
                .update(new UpdateSpec(16, 30, MAX_WEIGHT, updates))
                .round(new RoundSpec(updates, 1, updates, updates, updates, SECONDS, SECONDS))
                .strategy(new StrategySpec(spec(updates), usual.server(), usual.weighting())).build();
    }

    /** The strategy of that plan. */
    Strategy strategy(RunPlan plan) throws RejectedException {
        return Strategy.of(plan, 1);
    }
}
