package io.tributary.client.fake;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.Examples;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.Predictor;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.method.MethodRound;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;

/** Trains {@link TwoLayers} as a plan says, with the placement of its tensors and its client method, and no framework. */
public record PlainTrainer(Examples examples) implements LocalTrainer {
    @Override
    public TrainingOutcome train(TrainingTask task) throws TrainingException {
        try {
            return learn(task);
        } catch (IOException failed) {
            throw new TrainingException("the device's memory failed", failed);
        }
    }

    private TrainingOutcome learn(TrainingTask task) throws IOException, TrainingException {
        double rate = task.plan().training().optimizer().learningRate();
        MethodRound method = MethodRound.of(task, examples.size(), rate);
        TwoLayers network = TwoLayers.of(task.plan(), task.model(), task.memory());
        double loss = 0;
        for (int epoch = 0; epoch < task.plan().training().epochs(); epoch++) {
            loss = network.step(examples, rate, method.gradientTerm());
        }
        float[] update = update(task, network.travelling());
        method.finish(update, task.memory());
        if (network.local().length > 0) {
            task.memory().stage(DeviceMemory.LOCAL, network.local());
        }
        return new TrainingOutcome(update, examples.size(), loss);
    }

    private static float[] update(TrainingTask task, float[] trained) {
        float[] update = new float[task.plan().layout().updateSize()];
        for (int i = 0; i < update.length; i++) {
            update[i] = trained[i] - task.model()[i];
        }
        return update;
    }

    /** Predicts with a model that was trained so. */
    public static Predictor predictor(RunPlan plan, float[] model, DeviceMemory memory) throws IOException {
        TwoLayers network = TwoLayers.of(plan, model, memory);
        return new Predictor() {
            @Override
            public float[] predict(float[] input) {
                return network.probabilities(input);
            }

            @Override
            public void close() {}
        };
    }
}
