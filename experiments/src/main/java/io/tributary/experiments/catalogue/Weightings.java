package io.tributary.experiments.catalogue;

import io.tributary.protocol.plan.StrategySpec.Weighting;
import java.util.List;
import java.util.Optional;

/** What an update weighs. */
final class Weightings {
    private static final Kind<Weighting> EXAMPLES = new Kind<>("examples",
            "An update weighs the number of its examples.",
            Optional.of(new Paper("McMahan et al. 2017",
                    "Communication-Efficient Learning of Deep Networks from Decentralized Data", "AISTATS")),
            "nothing", "a rule that weights count for; not the method feddyn", List.of(), "examples",
            _ -> Weighting.EXAMPLES);

    private static final Kind<Weighting> UNIFORM = new Kind<>("uniform",
            "Every update weighs the same, however many examples there are.", Optional.empty(), "nothing", "nothing",
            List.of(), "uniform", _ -> Weighting.UNIFORM);

    static final Family<Weighting> ALL =
            new Family<>("weightings of updates", "strategy.weighting", List.of(EXAMPLES, UNIFORM));

    private Weightings() {}
}
