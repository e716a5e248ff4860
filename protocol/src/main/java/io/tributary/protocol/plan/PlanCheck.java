package io.tributary.protocol.plan;

import io.tributary.protocol.plan.ServerOptimizerSpec.FedAvg;
import io.tributary.protocol.plan.StrategySpec.Weighting;

/** What no part of a plan can say of itself: that the parts fit together. */
final class PlanCheck {
    private PlanCheck() {}

    /** A round never accepts fewer updates than the rule is defined for. */
    static void enough(RuleSpec rule, int minReports) {
        if (minReports < rule.leastUpdates()) {
            throw new IllegalArgumentException("rule " + rule.kind() + " needs at least " + rule.leastUpdates()
                    + " updates, but a round may close with round.minReports = " + minReports
                    + "; ask more devices, or expect fewer of them to be byzantine");
        }
    }

    /** A round never accepts more updates than a coordinator has room to compare. */
    static void room(RuleSpec rule, int selected) {
        if (selected > rule.mostUpdates()) {
            throw new IllegalArgumentException("rule " + rule.kind() + " takes at most " + rule.mostUpdates()
                    + " updates, but a round asks " + selected
                    + " devices; ask fewer, or choose a rule that looks at one update at a time, such as mean");
        }
    }

    /** A method whose part on the server is proven for the mean of updates made by SGD. */
    static void requireMeanOfSgd(ClientMethod method, TrainingSpec training, StrategySpec strategy) {
        require(strategy.rule() instanceof RuleSpec.Mean,
                method.kind() + " needs the rule mean, not " + strategy.rule().kind());
        require(training.optimizer() instanceof OptimizerSpec.Sgd,
                method.kind() + " needs the optimizer sgd, not " + training.optimizer().kind());
    }

    /** A method that moves the model itself, by devices and not by examples. */
    static void requireOwnServerStep(ClientMethod method, StrategySpec strategy) {
        require(strategy.weighting() == Weighting.UNIFORM, method.kind() + " needs uniform weighting");
        require(strategy.server().equals(new FedAvg(1, Schedule.CONSTANT)),
                method.kind() + " brings its own server step and needs the server optimizer fedavg at rate 1, not "
                        + strategy.server().kind() + " at " + strategy.server().learningRate());
    }

    /** No round asks more devices than there are. */
    static void requirePopulation(ClientMethod method, int population, int selected) {
        require(population >= selected,
                method.kind() + " has a population of " + population + ", but a round asks " + selected);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
