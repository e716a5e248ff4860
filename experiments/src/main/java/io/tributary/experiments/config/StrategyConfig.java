package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.yaml.Section;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.StrategySpec.Weighting;

/** Section {@code strategy}: how updates become the next model. What is left out is federated averaging. */
final class StrategyConfig {
    private StrategyConfig() {}

    static StrategySpec read(Section section, Sizes sizes) {
        RuleSpec rule = new Choice<>(section, "rule", Catalogue.rules(), sizes).read()
                .orElse(StrategySpec.FEDAVG.rule());
        ServerOptimizerSpec server =
                new Choice<>(section, "server", Catalogue.servers(), sizes).read().orElse(StrategySpec.FEDAVG.server());
        Weighting weighting = new Choice<>(section, "weighting", Catalogue.weightings(), sizes).read()
                .orElse(Weighting.EXAMPLES);
        section.end();
        return new StrategySpec(rule, server, weighting);
    }
}
