package io.tributary.extension;

import io.tributary.experiments.config.DataShape;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the checks of the toys share: a config, as a user writes it, to the plan that is signed and back. */
final class Toys {
    private static final Path QUICKSTART = Path.of("../examples/configs/quickstart.yaml");

    private Toys() {}

    static ExperimentConfig config(String... overrides) throws Exception {
        return ExperimentConfig.read(QUICKSTART, Arrays.asList(overrides));
    }

    static RunPlan plan(String... overrides) throws Exception {
        RunPlan plan = PlanBuilder.plan(config(overrides), new DataShape(List.of(28, 28, 1), 10, 200));
        return WireJson.readDocument(WireJson.write(plan), RunPlan.class);
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
