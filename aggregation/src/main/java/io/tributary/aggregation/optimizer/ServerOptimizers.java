package io.tributary.aggregation.optimizer;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ServerOptimizerSpec;

/** The server optimizers that a plan may name. */
public final class ServerOptimizers {
    private ServerOptimizers() {}

    /**
     * The server optimizer that a plan asks for.
     *
     * @throws RejectedException {@link Reason#INVALID_FIELD} if this version does not have it
     */
    public static ServerOptimizer of(ServerOptimizerSpec spec) throws RejectedException {
        if (spec instanceof ServerOptimizerSpec.FedAvg average && average.learningRate() == 1) {
            return new FedAvg();
        }
        throw new RejectedException(Reason.INVALID_FIELD, "strategy.server must be fedavg at rate 1, not " + spec);
    }
}
