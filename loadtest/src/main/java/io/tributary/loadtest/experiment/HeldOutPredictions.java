package io.tributary.loadtest.experiment;

import io.tributary.experiments.data.LoadProgress;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.weights.StartFile;
import io.tributary.learning.DeviceMemory;
import io.tributary.learning.Examples;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.Predictor;
import io.tributary.secureagg.file.DurableFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * What a model of an experiment says of its held-out examples, for another program to hold its own predictions against: inputs and
 * probabilities, little-endian float32, one example after the other, an input in the order of height, width, channels.
 *
 * <p>{@code loadtest/launch io.tributary.loadtest.experiment.HeldOutPredictions CONFIG WEIGHTS INPUTS PROBABILITIES}, the latter two of
 * which are written.
 */
public final class HeldOutPredictions {
    private HeldOutPredictions() {}

    /** Takes the four files. */
    public static void main(String[] args) throws Exception {
        Experiment experiment = Experiment.prepare(Path.of(args[0]), List.of(), LoadProgress.NONE);
        float[] model = StartFile.read(Path.of(args[1]), experiment.plan());
        Examples test = experiment.data().dataset().test();
        int values = experiment.plan().spec().input().stream().reduce(1, Math::multiplyExact);
        int classes = experiment.plan().spec().classes();
        ByteBuffer inputs = ByteBuffer.allocate(test.size() * values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer said = ByteBuffer.allocate(test.size() * classes * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (Predictor predictor =
                LearningEngine.required().predictorLoader().load(experiment.plan(), model, DeviceMemory.none())) {
            float[] input = new float[values];
            for (int i = 0; i < test.size(); i++) {
                test.read(i, input, 0);
                inputs.slice(i * values * Float.BYTES, values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer().put(input);
                said.slice(i * classes * Float.BYTES, classes * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer().put(predictor.predict(input));
            }
        }
        DurableFile.replace(Path.of(args[2]), inputs.array());
        DurableFile.replace(Path.of(args[3]), said.array());
        System.out.println(test.size() + " predictions");
    }
}
