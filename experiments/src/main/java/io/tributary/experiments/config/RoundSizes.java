package io.tributary.experiments.config;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many devices a round asks, and how many of them it waits for. */
final class RoundSizes {
    private RoundSizes() {}

    /** ceil(cohort * overSelect), the factor taken as the decimal it is written as. */
    static int selected(ExperimentConfig config) {
        return selected(config.cohort(), config.round());
    }

    private static int selected(int cohort, RoundConfig round) {
        return BigDecimal.valueOf(round.overSelect()).multiply(BigDecimal.valueOf(cohort))
                .setScale(0, RoundingMode.CEILING).intValueExact();
    }

    /** The report goal; all that were asked for {@code close: all}. */
    static int goal(ExperimentConfig config) {
        return goal(config.cohort(), config.round());
    }

    private static int goal(int cohort, RoundConfig round) {
        return round.reportGoal().orElseGet(() -> selected(cohort, round));
    }

    /** As {@link #minReports(int, RoundConfig)}. */
    static int minReports(ExperimentConfig config) {
        return minReports(config.cohort(), config.round());
    }

    /** The whole goal for {@code close: all}, so that the result does not depend on who was slow; half of it otherwise. */
    static int minReports(int cohort, RoundConfig round) {
        int goal = goal(cohort, round);
        return round.minReports().orElse(round.reportGoal().isPresent() ? (goal + 1) / 2 : goal);
    }
}
