package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the updates of a round become the next model.
 *
 * @param rule from many updates to one
 * @param server how that one moves the model
 * @param weighting what an update weighs in a mean
 */
public record StrategySpec(RuleSpec rule, ServerOptimizerSpec server, Weighting weighting) {
    /** Federated averaging (McMahan et al. 2017): the mean, weighted by numbers of examples, moves the model as it is. */
    public static final StrategySpec FEDAVG =
            new StrategySpec(new RuleSpec.Mean(), new ServerOptimizerSpec.FedAvg(1, Schedule.CONSTANT),
                    Weighting.EXAMPLES);

    /** What an update weighs. */
    public enum Weighting {
        /** The number of examples it was trained on. */
        @JsonProperty("examples")
        EXAMPLES,
        /** 1, whatever it was trained on. */
        @JsonProperty("uniform")
        UNIFORM
    }
}
