package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.reduction.Reducer;
import io.tributary.aggregation.rule.Mixing;
import io.tributary.aggregation.rule.Rule;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.List;

/** Jobs as these tests want them. */
public final class Jobs {
    static final UpdateSpec SPEC = new UpdateSpec(2, 30, 1000, 100);
    static final Strategy FEDAVG = strategy(new FedAvg());

    private Jobs() {}

    static Strategy strategy(ServerOptimizer optimizer) {
        return new Strategy(new Rule("mean", new Mixing.Identity(), new Reducer.WeightedMean()), optimizer);
    }

    public static ParameterLayout layout(int trainable) {
        return new ParameterLayout(List.of(new Parameter("w", Role.TRAINABLE, List.of(trainable))));
    }

    public static ParameterLayout layout(int trainable, int buffers) {
        return new ParameterLayout(List.of(new Parameter("w", Role.TRAINABLE, List.of(trainable)),
                new Parameter("running", Role.BUFFER, List.of(buffers))));
    }

    public static RangeJob fedAvg(UpdateSource updates, MemoryModel model, ParameterLayout layout)
            throws AggregationException {
        return new RangeJob(layout, SPEC, FEDAVG, updates, model, model);
    }
}
