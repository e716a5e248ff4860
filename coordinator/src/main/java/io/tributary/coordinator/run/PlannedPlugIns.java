package io.tributary.coordinator.run;

import io.tributary.aggregation.job.Strategy;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.update.UpdateCodec;

/** The plug-ins that a coordinator needs for a plan: a codec, a rule and a server optimizer. What devices alone need is theirs to look for. */
final class PlannedPlugIns {
    private PlannedPlugIns() {}

    /**
     * Passes if this process has them.
     *
     * @throws RejectedException MISSING_PLUG_IN or INVALID_FIELD, with the name of the first that it has not
     */
    static void require(RunPlan plan) throws RejectedException {
        UpdateCodec.requireHere(plan);
        var _ = Strategy.of(plan, 1);
    }
}
