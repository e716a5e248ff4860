package io.tributary.aggregation.rule;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RuleSpec;

/** The rules that a plan may name. */
public final class Rules {
    private static final Rule MEAN = new Rule("mean", new Mixing.Identity(), new Reducer.WeightedMean());

    private Rules() {}

    /**
     * The rule that a plan asks for.
     *
     * @throws RejectedException {@link Reason#INVALID_FIELD} if this version does not have it
     */
    public static Rule of(RuleSpec spec) throws RejectedException {
        return switch (spec) {
            case RuleSpec.Mean() -> MEAN;
            default -> throw new RejectedException(Reason.INVALID_FIELD,
                    "strategy.rule must be mean, not " + spec);
        };
    }
}
