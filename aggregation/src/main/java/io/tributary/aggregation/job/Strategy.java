package io.tributary.aggregation.job;

import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.optimizer.ServerOptimizers;
import io.tributary.aggregation.rule.Rule;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ClientMethod.ServerPart;
import io.tributary.protocol.plan.LocalSteps;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.StrategySpec.Weighting;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The coordinator's part of a strategy.
 *
 * @param rule how the updates become one
 * @param optimizer how that one moves the model
 * @param weighting what an update weighs
 * @param population N, by which SCAFFOLD's control variates are shared; empty if devices do not use it
 * @param normalised how devices train, if they divide their updates by the norm of their local steps (FedNova)
 */
public record Strategy(Rule rule, ServerOptimizer optimizer, Weighting weighting, OptionalInt population,
        Optional<TrainingSpec> normalised) {
    /** For devices whose method needs nothing of the coordinator, and weights by numbers of examples. */
    public Strategy(Rule rule, ServerOptimizer optimizer) {
        this(rule, optimizer, Weighting.EXAMPLES, OptionalInt.empty(), Optional.empty());
    }

    /**
     * What a plan asks for in a round.
     *
     * @param round 1-based: learning rates have schedules
     * @throws RejectedException {@link Reason#MISSING_PLUG_IN} if it is a plug-in that is not here, {@link Reason#INVALID_FIELD} if it
     *         has other settings here
     */
    public static Strategy of(RunPlan plan, int round) throws RejectedException {
        StrategySpec spec = plan.strategy();
        Rules.requireHere(spec.rule());
        ServerOptimizers.requireHere(spec.server());
        TrainingSpec training = plan.training();
        ServerPart part = training.clientMethod().map(ClientMethod::serverPart).orElse(ServerPart.NONE);
        Optional<TrainingSpec> normalised = part.normalised() ? Optional.of(training) : Optional.empty();
        return new Strategy(Rules.of(spec.rule()), ServerOptimizers.of(plan, round), spec.weighting(), part.controls(),
                normalised);
    }

    /** State vectors that it keeps from one round to the next: the optimizer's first, then the rule's, 0 or 1. */
    public int slots() {
        return optimizer.slots() + rule.slots();
    }

    /** Part of the population that so many updates are; 1 if the population does not matter. */
    double share(int updates) {
        return population.isPresent() ? updates / (double) population.getAsInt() : 1;
    }

    /** What an update weighs that was trained on so many examples. */
    int weight(int examples) {
        return weighting == Weighting.UNIFORM ? 1 : examples;
    }

    /**
     * What the aggregate is multiplied by: 1, or for FedNova {@code tau_eff = sum p_i |a_i|_1} with {@code p_i = w_i / sum w} (Wang et
     * al. 2020, "Tackling the Objective Inconsistency Problem in Heterogeneous Federated Optimization", NeurIPS, equation 11).
     *
     * @param updates sorted by device id, so that the sum has the same bits always
     */
    double stretch(UpdateSource updates) {
        if (normalised.isEmpty()) {
            return 1;
        }
        double sum = 0;
        double total = 0;
        for (int update = 0; update < updates.count(); update++) {
            int weight = weight(updates.weight(update));
            sum += weight * LocalSteps.norm(normalised.get(), updates.weight(update));
            total += weight;
        }
        return sum / total;
    }

    /** What every value of a state vector is before the first round. */
    public float initial(int slot) {
        return slot < optimizer.slots() ? optimizer.initial(slot) : 0;
    }
}
