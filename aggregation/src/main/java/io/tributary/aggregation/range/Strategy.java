package io.tributary.aggregation.range;

import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.optimizer.ServerOptimizers;
import io.tributary.aggregation.rule.Rule;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.StrategySpec;

/**
 * The coordinator's part of a strategy.
 *
 * @param rule how the updates become one
 * @param optimizer how that one moves the model
 */
public record Strategy(Rule rule, ServerOptimizer optimizer) {
    /**
     * What a plan asks for in a round.
     *
     * @param round 1-based: learning rates have schedules
     * @throws RejectedException {@link Reason#INVALID_FIELD} if this version does not have it
     */
    public static Strategy of(RunPlan plan, int round) throws RejectedException {
        StrategySpec spec = plan.strategy();
        return new Strategy(Rules.of(spec.rule()), ServerOptimizers.of(plan, round));
    }

    /** Number of state vectors that are kept from one round to the next. */
    public int slots() {
        return optimizer.slots();
    }

    /** What every value of a state vector is before the first round. */
    public float initial(int slot) {
        return slot < optimizer.slots() ? optimizer.initial(slot) : 0;
    }
}
