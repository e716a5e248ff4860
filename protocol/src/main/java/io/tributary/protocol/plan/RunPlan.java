package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.parameters.ParameterLayout;

/**
 * What the model owner allows devices to be asked in a run; signed by the owner's key, which devices pin. The plan's hash is
 * the SHA-256 of the exact bytes signed.
 *
 * @param v format version, 1
 * @param name experiment name, 1..128 characters, also the first part of the report's title
 * @param model registry name of the model, [a-z0-9-]{1,64}
 * @param spec network
 * @param layout its tensors
 * @param rounds 1..1_000_000
 * @param seed run seed; device randomness comes from (seed, device index, round)
 * @param training what devices do
 * @param update what an update may look like
 * @param round how a round is filled and closed
 * @param strategy how updates become the next model
 */
public record RunPlan(int v, String name, String model, ModelSpec spec, ParameterLayout layout, int rounds, long seed,
        TrainingSpec training, UpdateSpec update, RoundSpec round, StrategySpec strategy) implements Versioned {
    static final int MAX_ROUNDS = 1_000_000;

    /**
     * Checks its arguments and how they fit together.
     *
     * @throws IllegalArgumentException if a field is out of range, or a round may ask more devices than a sum may hold, or
     *         accept fewer or more updates than the rule is defined for or has room for
     */
    public RunPlan {
        Fields.version(v);
        Fields.line("name", name, 1, 128);
        Ids.model(model);
        Fields.within("rounds", rounds, 1, MAX_ROUNDS);
        if (round.selected() > update.maxUpdates()) {
            throw new IllegalArgumentException(
                    "a round asks " + round.selected() + " devices, but update.maxUpdates is "
                            + update.maxUpdates() + "; it must be at least as many");
        }
        PlanCheck.enough(strategy.rule(), round.minReports());
        PlanCheck.room(strategy.rule(), round.selected());
        training.clientMethod().ifPresent(method -> method.requireFits(training, strategy, round.selected()));
    }
}
