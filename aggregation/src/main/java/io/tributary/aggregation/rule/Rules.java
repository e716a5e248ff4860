package io.tributary.aggregation.rule;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.StrategySpec;
import java.util.List;

/** The rules that a plan may name. */
public final class Rules {
    private static final List<Rule> ALL = List.of(new Rule("mean", new Mixing.Identity(), new Reducer.WeightedMean()));

    private Rules() {}

    /** The names, in order. */
    public static List<String> names() {
        return ALL.stream().map(Rule::name).toList();
    }

    /**
     * The rule that a strategy names.
     *
     * @throws RejectedException {@link Reason#INVALID_FIELD} if there is none of that name
     */
    public static Rule of(StrategySpec strategy) throws RejectedException {
        return named(strategy.rule());
    }

    /**
     * The rule of a name.
     *
     * @throws RejectedException {@link Reason#INVALID_FIELD}, saying which there are, if there is none of that name
     */
    public static Rule named(String name) throws RejectedException {
        return ALL.stream().filter(rule -> rule.name().equals(name)).findFirst()
                .orElseThrow(() -> new RejectedException(Reason.INVALID_FIELD,
                        "strategy.rule must be one of " + names() + ", not '" + Fields.excerpt(name) + "'"));
    }
}
