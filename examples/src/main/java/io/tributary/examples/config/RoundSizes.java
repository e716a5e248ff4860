package io.tributary.examples.config;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many devices a round asks, and how many of them it waits for. */
final class RoundSizes {
    private RoundSizes() {}

    /** ceil(cohort * overSelect), the factor taken as the decimal it is written as. */
    static int selected(ExperimentConfig config) {
        return BigDecimal.valueOf(config.round().overSelect()).multiply(BigDecimal.valueOf(config.cohort()))
                .setScale(0, RoundingMode.CEILING).intValueExact();
    }

    /** The report goal; all that were asked for {@code close: all}. */
    static int goal(ExperimentConfig config) {
        return config.round().reportGoal().orElseGet(() -> selected(config));
    }

    /** The whole goal for {@code close: all}, so that the result does not depend on who was slow; half of it otherwise. */
    static int minReports(ExperimentConfig config) {
        int goal = goal(config);
        return config.round().minReports().orElse(config.round().reportGoal().isPresent() ? (goal + 1) / 2 : goal);
    }
}
