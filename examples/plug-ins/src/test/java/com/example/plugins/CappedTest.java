package com.example.plugins;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.method.ClientMethodContract;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CappedTest {
    private final Capped capped = new Capped();

    private static TrainingTask task() {
        RunPlan plan = RunPlan.builder().name("capped").model("capped")
                .spec(new ModelSpec("linear", List.of(2, 2, 1), 2, List.of()))
                .layout(new ParameterLayout(List.of(new Parameter("w", Parameter.Role.TRAINABLE, List.of(40)))))
                .rounds(1).training(new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(4, 20, 1000, 10)).round(new RoundSpec(2, 1, 2, 1, 2, 60, 60)).build();
        return new TrainingTask(plan, 1, new float[40], 1, DeviceMemory.none());
    }

    @Test
    void itKeepsTheContract() throws Exception {
        ClientMethodContract.check(capped, PlugInSpec.presets(capped), task());
    }

    @Test
    void longUpdatesAreScaledAndShortOnesStay() throws Exception {
        PlugInSpec settings = new PlugInSpec("capped", "1.0", Map.of("norm", 2.5), Map.of());
        float[] update = {3, 4};
        capped.begin(task(), 10, 0.1, settings).finish(update, DeviceMemory.none());
        assertArrayEquals(new float[] {1.5f, 2}, update);
        capped.begin(task(), 10, 0.1, settings).finish(update, DeviceMemory.none());
        assertArrayEquals(new float[] {1.5f, 2}, update);
    }
}
