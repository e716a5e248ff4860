package io.tributary.aggregation.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.optimizer.ServerOptimizers;
import io.tributary.aggregation.range.Strategy;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.StrategySpec;
import org.junit.jupiter.api.Test;

class StrategyNamesTest {
    @Test
    void everyNamedRuleAndOptimizerIsThatOfItsName() throws Exception {
        for (String rule : Rules.names()) {
            for (String server : ServerOptimizers.names()) {
                Strategy strategy = Strategy.of(new StrategySpec(rule, server));
                assertEquals(rule, strategy.rule().name());
                assertEquals(server, strategy.optimizer().name());
            }
        }
    }

    @Test
    void fedAvgIsTheIdentityAndTheWeightedMeanAndAStepOfOne() throws Exception {
        Strategy strategy = Strategy.of(new StrategySpec("mean", "fedavg"));
        assertEquals(new Mixing.Identity(), strategy.rule().mixing());
        assertEquals(new Reducer.WeightedMean(), strategy.rule().reducer());
        assertInstanceOf(FedAvg.class, strategy.optimizer());
    }

    @Test
    void anUnknownRuleIsRefusedWithThoseThatExist() {
        RejectedException refused = assertThrows(RejectedException.class,
                () -> Rules.named("krumm"));
        assertEquals(Reason.INVALID_FIELD, refused.reason());
        assertEquals("strategy.rule must be one of [mean], not 'krumm'", refused.detail());
    }

    @Test
    void anUnknownServerOptimizerIsRefusedWithThoseThatExist() {
        RejectedException refused = assertThrows(RejectedException.class,
                () -> ServerOptimizers.named("FedAvg"));
        assertEquals(Reason.INVALID_FIELD, refused.reason());
        assertEquals("strategy.server must be one of [fedavg], not 'FedAvg'", refused.detail());
    }
}
