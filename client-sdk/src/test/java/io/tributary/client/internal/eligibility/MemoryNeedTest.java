package io.tributary.client.internal.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.fake.World;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    private static final long VECTOR = 4L * World.VALUES;
    private static final long EXAMPLE = 4 * 2 * 2;

    private static long need(ParameterLayout layout, @Nullable ClientMethod method) {
        RunPlan plan = new World().plan();
        TrainingSpec training = TrainingSpec.builder().epochs(1).batchSize(10).optimizer(new OptimizerSpec.Sgd(0.1, 0))
                .method(method).build();
        StrategySpec uniform =
                new StrategySpec(plan.strategy().rule(), plan.strategy().server(), StrategySpec.Weighting.UNIFORM);
        return MemoryNeed
                .of(plan.toBuilder().layout(layout).rounds(1).seed(1).training(training).strategy(uniform).build())
                - 10 * EXAMPLE;
    }

    private static long need(int batch, OptimizerSpec optimizer) {
        RunPlan plan = new World().plan();
        return MemoryNeed
                .of(plan.toBuilder().rounds(1).seed(1).training(new TrainingSpec(1, batch, optimizer, 1)).build());
    }

    @Test
    void itIsFourVectorsTheOptimizersStateAndABatch() {
        assertEquals(4 * VECTOR + 10 * EXAMPLE, need(10, new OptimizerSpec.Sgd(0.1, 0)));
        assertEquals(5 * VECTOR + 10 * EXAMPLE, need(10, new OptimizerSpec.Sgd(0.1, 0.9)));
        assertEquals(6 * VECTOR + 65536 * EXAMPLE, need(65536, new OptimizerSpec.Adam(0.1, 0.9, 0.999, 1e-8)));
    }

    @Test
    void methodsAgainstDriftTakeVectorsOfTheirOwn() {
        assertEquals(5 * VECTOR, need(World.LAYOUT, new ClientMethod.FedProx(1)));
        assertEquals(4 * VECTOR, need(World.LAYOUT, new ClientMethod.FedNova()));
        assertEquals(6 * VECTOR, need(World.LAYOUT, new ClientMethod.FedDyn(1, 9)));
        ParameterLayout controls = new ParameterLayout(List.of(World.LAYOUT.parameters().get(0),
                new Parameter("control", Role.CONTROL, List.of(World.VALUES))));
        assertEquals(8 * VECTOR, need(controls, new ClientMethod.Scaffold(9)), "controls come and go with the model");
    }

    @Test
    void whatIsFrozenIsNeitherDifferentiatedNorSent() {
        ParameterLayout frozen = new ParameterLayout(List.of(World.LAYOUT.parameters().get(0),
                new Parameter("frozen", Role.FROZEN, List.of(World.VALUES))));
        assertEquals(6 * VECTOR, need(frozen, null));
    }
}
