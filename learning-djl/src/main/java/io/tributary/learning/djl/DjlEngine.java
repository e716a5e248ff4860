package io.tributary.learning.djl;

import io.tributary.learning.Evaluator;
import io.tributary.learning.Examples;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.PredictorLoader;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import java.util.Optional;

/** DJL with its PyTorch engine, as the service that others look up. The native library is loaded when something is trained or measured. */
public final class DjlEngine implements LearningEngine {
    /** Needs no settings. */
    public DjlEngine() {}

    @Override
    public String name() {
        return "djl-pytorch";
    }

    @Override
    public LocalTrainer trainer(Examples examples) {
        return new DjlTrainer(examples);
    }

    @Override
    public Optional<Evaluator> evaluator(RunPlan plan, Examples examples) {
        return DjlEvaluator.of(plan, examples);
    }

    @Override
    public Built build(ModelSpec spec, long seed) {
        if (spec.network() instanceof NetworkSpec.TorchScript file) {
            return ScriptModule.build(spec, file);
        }
        return spec.network() instanceof NetworkSpec.Block block ? OwnBlock.build(spec, block, seed)
                : LearningEngine.super.build(spec, seed);
    }

    @Override
    public PredictorLoader predictorLoader() {
        return new DjlPredictorLoader();
    }
}
