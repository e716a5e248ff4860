package io.tributary.client.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.fake.World;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    private static final long VECTOR = 4L * World.VALUES;
    private static final long EXAMPLE = 4 * 2 * 2;

    private static long need(int batch, OptimizerSpec optimizer) {
        RunPlan plan = new World().plan();
        return MemoryNeed.of(new RunPlan(1, plan.name(), plan.model(), plan.spec(), plan.layout(), 1, 1,
                new TrainingSpec(1, batch, optimizer, 1), plan.update(), plan.round(), plan.strategy()));
    }

    @Test
    void itIsFourVectorsTheOptimizersStateAndABatch() {
        assertEquals(4 * VECTOR + 10 * EXAMPLE, need(10, new OptimizerSpec.Sgd(0.1, 0)));
        assertEquals(5 * VECTOR + 10 * EXAMPLE, need(10, new OptimizerSpec.Sgd(0.1, 0.9)));
        assertEquals(6 * VECTOR + 65536 * EXAMPLE, need(65536, new OptimizerSpec.Adam(0.1, 0.9, 0.999, 1e-8)));
    }
}
