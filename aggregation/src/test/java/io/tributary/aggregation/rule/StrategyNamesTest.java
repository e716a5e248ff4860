package io.tributary.aggregation.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.range.Strategy;
import io.tributary.protocol.plan.StrategySpec;
import org.junit.jupiter.api.Test;

class StrategyNamesTest {
    @Test
    void fedAvgIsTheIdentityAndTheWeightedMeanAndAStepOfOne() throws Exception {
        Strategy strategy = Strategy.of(StrategySpec.FEDAVG);
        assertEquals(new Mixing.Identity(), strategy.rule().mixing());
        assertEquals(new Reducer.WeightedMean(), strategy.rule().reducer());
        assertInstanceOf(FedAvg.class, strategy.optimizer());
    }
}
