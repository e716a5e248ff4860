package io.tributary.experiments.run;

import io.tributary.client.FederatedClient;
import io.tributary.client.serving.EdgeModel;
import io.tributary.experiments.deployment.CoordinatorContact;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.deployment.RunFailedException;
import io.tributary.experiments.report.DeviceFigures;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Examples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Models some layers of which stay on the devices: nobody but a device has a whole one, so each device is asked about the held-out examples
 * of the classes that it has itself, which count as often as in its own data. What is told is the mean over devices; the confusion counts
 * each answer once.
 */
final class PersonalModels {
    private final Experiment experiment;
    private final Examples test;
    private final int classes;
    private final int[][] confusion;
    private double right;
    private double loss;

    private PersonalModels(Experiment experiment) {
        this.experiment = experiment;
        test = experiment.data().dataset().test();
        classes = experiment.plan().spec().classes();
        confusion = new int[classes][classes];
    }

    static Measured measure(Experiment experiment, CoordinatorContact contact, Path folder)
            throws IOException, RunFailedException {
        PersonalModels models = new PersonalModels(experiment);
        int devices = experiment.devices();
        List<DeviceFigures> figures = new ArrayList<>();
        for (int index = 0; index < devices; index++) {
            double before = models.right;
            double[] weights = models.weights(index);
            try (FederatedClient device = ReturnedModel.open(index, contact, folder)) {
                models.ask(ReturnedModel.model(experiment, index, device), weights);
            }
            boolean measured = DoubleStream.of(weights).sum() > 0;
            figures.add(ByDevice.figures(experiment, index, measured ? Math.min(1, models.right - before) : null));
        }
        int answers = IntStream.range(0, models.classes).map(row -> IntStream.of(models.confusion[row]).sum()).sum();
        return new Measured(new Evaluation(models.right / devices, models.loss / devices, models.confusion, answers),
                figures);
    }

    /** What a held-out example of each class counts for a device; all examples together 1. */
    private double[] weights(int device) {
        Examples own = experiment.data().devices().get(device);
        double[] held = new double[classes];
        double[] weights = new double[classes];
        IntStream.range(0, test.size()).forEach(i -> held[test.label(i)]++);
        IntStream.range(0, own.size()).filter(i -> held[own.label(i)] > 0).forEach(i -> weights[own.label(i)]++);
        double known = IntStream.range(0, classes).mapToDouble(k -> weights[k]).sum();
        IntStream.range(0, classes).filter(k -> weights[k] > 0).forEach(k -> weights[k] /= known * held[k]);
        return weights;
    }

    private void ask(EdgeModel model, double[] weights) {
        float[] pixels = new float[experiment.plan().spec().input().stream().reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < test.size(); i++) {
            int label = test.label(i);
            if (weights[label] > 0) {
                test.read(i, pixels, 0);
                float[] probabilities = model.predict(pixels);
                int said = ReturnedModel.largest(probabilities);
                confusion[label][said]++;
                right += said == label ? weights[label] : 0;
                loss -= weights[label] * StrictMath.log(Math.max(probabilities[label], Float.MIN_NORMAL));
            }
        }
    }
}
