package io.tributary.experiments.run;

import io.tributary.client.FederatedClient;
import io.tributary.client.serving.EdgeModel;
import io.tributary.experiments.deployment.CoordinatorContact;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.deployment.LocalDevices;
import io.tributary.experiments.deployment.RunFailedException;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.experiments.report.FinalFigures;
import io.tributary.experiments.report.SamplePrediction;
import io.tributary.learning.Evaluator;
import io.tributary.learning.Examples;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The model that came back to a device: opened from the device's own folder, where its signature, lineage and hashes are
 * verified again, and used as a product would use it.
 */
final class ReturnedModel {
    private static final int SAMPLES = 8;

    private ReturnedModel() {}

    /**
     * Measures the model on the held-out examples (what all devices share if that is a whole model, else what each of them has), predicts some of them, and writes its parameters to {@code folder}.
     */
    static Outcome use(Experiment experiment, CoordinatorContact contact, Path devices, Path folder)
            throws IOException, RunFailedException {
        Optional<Evaluator> common =
                LearningEngine.required().evaluator(experiment.plan(), experiment.data().dataset().test());
        Optional<Measured> personal =
                common.isPresent() ? Optional.empty()
                        : Optional.of(PersonalModels.measure(experiment, contact, devices));
        try (FederatedClient device = open(0, contact, devices)) {
            EdgeModel model = model(experiment, 0, device);
            float[] parameters = model.parameters();
            ParameterFile.write(folder, experiment.plan().layout(), parameters);
            Measured measured = common.map(evaluator -> ByDevice.of(experiment, evaluator.evaluate(parameters)))
                    .or(() -> personal).orElseThrow();
            return new Outcome(model.version(), model.sha256(), measured.evaluation(),
                    new FinalFigures(samples(experiment, model), measured.devices()));
        }
    }

    /** Says what came back. */
    static void tell(Experiment experiment, Outcome outcome, ProgressView progress) {
        progress.message(PredictionTable.of(outcome.figures().samples(), experiment.data().dataset().classNames()));
        progress.message(String.format(Locale.ROOT, "held-out accuracy %.4f, model version %d, sha256 %s",
                outcome.evaluation().accuracy(), outcome.version(), outcome.sha256()));
    }

    /** A device as a product would open it. */
    static FederatedClient open(int index, CoordinatorContact contact, Path devices) throws IOException {
        return LocalDevices.device(index, contact, devices).predictorLoader(LearningEngine.required().predictorLoader())
                .trainer(_ -> {
                    throw new TrainingException("this device only predicts");
                }).build();
    }

    static EdgeModel model(Experiment experiment, int index, FederatedClient device) throws RunFailedException {
        return device.model(experiment.plan().model()).orElseThrow(
                () -> new RunFailedException("the final model did not come back to " + Experiment.deviceId(index)));
    }

    /** Examples drawn from the held-out set. */
    private static List<SamplePrediction> samples(Experiment experiment, EdgeModel model) {
        Examples test = experiment.data().dataset().test();
        return new SplittableRandom(experiment.config().seed()).ints(0, test.size()).distinct()
                .limit(Math.min(SAMPLES, test.size()))
                .mapToObj(index -> sample(experiment.data().dataset().shape(), test, index, model)).toList();
    }

    private static SamplePrediction sample(List<Integer> shape, Examples test, int index, EdgeModel model) {
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        test.read(index, values, 0);
        float[] probabilities = model.predict(values);
        int best = largest(probabilities);
        return SamplePrediction.of(shape, values, test.label(index), best, probabilities[best]);
    }

    static int largest(float[] probabilities) {
        return IntStream.range(0, probabilities.length).reduce(0,
                (a, b) -> probabilities[b] > probabilities[a] ? b : a);
    }
}
