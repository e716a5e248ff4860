package io.tributary.examples.run;

import io.tributary.client.FederatedClient;
import io.tributary.client.serving.EdgeModel;
import io.tributary.examples.report.SamplePrediction;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.djl.DjlEvaluator;
import io.tributary.learning.djl.DjlPredictorLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The model that came back to a device: opened from the device's own folder, where its signature, lineage and hashes are
 * verified again, and used as a product would use it.
 */
final class ReturnedModel {
    private static final int SAMPLES = 8;

    private ReturnedModel() {}

    /** Measures the model on the held-out examples, predicts some of them, and writes its parameters to {@code folder}. */
    static Outcome use(Experiment experiment, Meeting meeting, Path devices, Path folder)
            throws IOException, RunFailedException {
        try (FederatedClient device = LocalDevices.device(0, meeting, devices).predictorLoader(new DjlPredictorLoader())
                .trainer(_ -> {
                    throw new TrainingException("this device only predicts");
                }).build()) {
            EdgeModel model = device.model(experiment.plan().model()).orElseThrow(
                    () -> new RunFailedException("the final model did not come back to " + Experiment.deviceId(0)));
            float[] parameters = model.parameters();
            ParameterFile.write(folder, parameters);
            return new Outcome(model.version(), model.sha256(), evaluate(experiment, parameters),
                    samples(experiment, model));
        }
    }

    private static Evaluation evaluate(Experiment experiment, float[] parameters) {
        return new DjlEvaluator(experiment.plan().spec(), experiment.data().dataset().test()).evaluate(parameters);
    }

    /** Examples drawn from the held-out set. */
    private static List<SamplePrediction> samples(Experiment experiment, EdgeModel model) {
        Examples test = experiment.data().dataset().test();
        return new SplittableRandom(experiment.config().seed()).ints(0, test.size()).distinct()
                .limit(Math.min(SAMPLES, test.size()))
                .mapToObj(index -> sample(experiment.data().dataset().shape(), test, index, model)).toList();
    }

    private static SamplePrediction sample(List<Integer> shape, Examples test, int index, EdgeModel model) {
        float[] pixels = new float[shape.get(0) * shape.get(1) * shape.get(2)];
        test.read(index, pixels, 0);
        float[] probabilities = model.predict(pixels);
        int best = IntStream.range(0, probabilities.length).reduce(0,
                (a, b) -> probabilities[b] > probabilities[a] ? b : a);
        return new SamplePrediction(shape.get(0), shape.get(1), shape.get(2), pixels, test.label(index), best,
                probabilities[best]);
    }
}
