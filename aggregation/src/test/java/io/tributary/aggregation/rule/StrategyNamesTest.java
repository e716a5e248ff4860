package io.tributary.aggregation.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.optimizer.ServerOptimizers;
import io.tributary.aggregation.reduction.Reducer;
import io.tributary.protocol.plan.StrategySpec;
import org.junit.jupiter.api.Test;

class StrategyNamesTest {
    @Test
    void fedAvgIsTheIdentityAndTheWeightedMeanAndAStepOfOne() throws Exception {
        Rule rule = Rules.of(StrategySpec.FEDAVG.rule());
        assertEquals(new Mixing.Identity(), rule.mixing());
        assertEquals(new Reducer.WeightedMean(), rule.reducer());
        assertEquals(new FedAvg(1), ServerOptimizers.of(StrategySpec.FEDAVG.server(), 1));
    }
}
