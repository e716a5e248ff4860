package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FirstPassTest {
    private static final int MANY = 60_000;

    /** A matrix of all their pairs would take 28 GB. */
    private static float[] ofMany(RuleSpec rule) throws Exception {
        float[][] updates = new float[MANY][];
        Arrays.setAll(updates, i -> i % 2 == 0 ? new float[] {0, 2} : new float[] {0, 1});
        int[] ones = new int[MANY];
        Arrays.fill(ones, 1);
        MemoryModel model = new MemoryModel(new float[2]);
        try (RangeExecutor executor = new ThreadRangeExecutor(1)) {
            new RangeJob(Jobs.layout(2), new UpdateSpec(4, 20, 1, MANY), new Strategy(Rules.of(rule), new FedAvg()),
                    new MemoryUpdates(updates, ones), model, model).withReference((_, into) -> into[1] = 1)
                    .run(executor);
        }
        return model.next();
    }

    @Test
    void aRuleThatNeedsLengthsAloneHoldsNoMatrixOfPairs() throws Exception {
        assertArrayEquals(new float[] {0, 1}, ofMany(new RuleSpec.ClippedMean(1.0)));
        assertArrayEquals(new float[] {0, 1}, ofMany(new RuleSpec.FlTrust()));
    }
}
