package io.tributary.aggregation.optimizer;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ClientMethod.ServerPart;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.util.OptionalInt;

/** The server optimizers that a plan may name. */
public final class ServerOptimizers {
    private ServerOptimizers() {}

    /**
     * The server optimizer that a plan asks for in a round, FedDyn's own where its devices use FedDyn.
     *
     * @param round 1-based: learning rates have schedules
     */
    public static ServerOptimizer of(RunPlan plan, int round) {
        OptionalInt regularized =
                plan.training().clientMethod().map(ClientMethod::serverPart).orElse(ServerPart.NONE).regularized();
        return regularized.isPresent() ? new FedDyn(regularized.getAsInt()) : scheduled(plan, round);
    }

    private static ServerOptimizer scheduled(RunPlan plan, int round) {
        ServerOptimizerSpec spec = plan.strategy().server();
        return of(spec, spec.schedule().factor(round, plan.rounds()));
    }

    /**
     * A server optimizer.
     *
     * @param factor what its learning rate is multiplied by, above 0
     * @throws IllegalStateException if {@link #requireHere} refuses it
     */
    public static ServerOptimizer of(ServerOptimizerSpec spec, double factor) {
        double rate = spec.learningRate() * factor;
        return switch (spec) {
            case ServerOptimizerSpec.FedAvg _ -> new FedAvg(rate);
            case ServerOptimizerSpec.FedAvgM s -> new FedAvgM(rate, s.momentum());
            case ServerOptimizerSpec.FedAdagrad s -> new FedAdagrad(rate, s.beta1(), s.tau());
            case ServerOptimizerSpec.FedAdam s -> new FedAdam(rate, s.beta1(), s.beta2(), s.tau());
            case ServerOptimizerSpec.FedYogi s -> new FedYogi(rate, s.beta1(), s.beta2(), s.tau());
            case ServerOptimizerSpec.PlugInServer s -> own(s, rate);
        };
    }

    /** The optimizers that this process has beside those of Tributary. */
    public static PlugIns<ServerOptimizerPlugIn> plugIns() {
        return PlugIns.of(ServerOptimizerPlugIn.class, "server optimizer");
    }

    /**
     * Passes if this process has the optimizer.
     *
     * @throws RejectedException MISSING_PLUG_IN or INVALID_FIELD, with the name of the plug-in, if it does not or has another one
     */
    public static void requireHere(ServerOptimizerSpec spec) throws RejectedException {
        if (spec instanceof ServerOptimizerSpec.PlugInServer own) {
            var _ = plugIns().require(own.plugIn());
        }
    }

    private static ServerOptimizer own(ServerOptimizerSpec.PlugInServer spec, double rate) {
        try {
            return plugIns().require(spec.plugIn()).optimizer(rate, spec.plugIn());
        } catch (RejectedException missing) {
            throw new IllegalStateException(missing.getMessage(), missing);
        }
    }
}
