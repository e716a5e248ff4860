package io.tributary.aggregation.optimizer;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.StrategySpec;
import java.util.List;

/** The server optimizers that a plan may name. */
public final class ServerOptimizers {
    private static final List<ServerOptimizer> ALL = List.of(new FedAvg());

    private ServerOptimizers() {}

    /** The names, in order. */
    public static List<String> names() {
        return ALL.stream().map(ServerOptimizer::name).toList();
    }

    /**
     * The server optimizer that a strategy names.
     *
     * @throws RejectedException {@link Reason#INVALID_FIELD} if there is none of that name
     */
    public static ServerOptimizer of(StrategySpec strategy) throws RejectedException {
        return named(strategy.server());
    }

    /**
     * The server optimizer of a name.
     *
     * @throws RejectedException {@link Reason#INVALID_FIELD}, saying which there are, if there is none of that name
     */
    public static ServerOptimizer named(String name) throws RejectedException {
        return ALL.stream().filter(optimizer -> optimizer.name().equals(name)).findFirst()
                .orElseThrow(() -> new RejectedException(Reason.INVALID_FIELD,
                        "strategy.server must be one of " + names() + ", not '" + Fields.excerpt(name) + "'"));
    }
}
