package io.tributary.experiments.run;

import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.report.DeviceFigures;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Examples;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How one model serves each device: its recall of each class, weighted by how often the device has the class. */
final class ByDevice {
    private ByDevice() {}

    /** Of a model that all devices share. */
    static Measured of(Experiment experiment, Evaluation evaluation) {
        int[][] confusion = evaluation.confusion();
        return new Measured(evaluation, IntStream.range(0, experiment.devices())
                .mapToObj(device -> figures(experiment, device, accuracy(owned(experiment, device), confusion)))
                .toList());
    }

    static DeviceFigures figures(Experiment experiment, int device, @Nullable Double accuracy) {
        int classes = (int) IntStream.of(owned(experiment, device)).filter(count -> count > 0).count();
        return new DeviceFigures(Experiment.deviceId(device), experiment.data().devices().get(device).size(), classes,
                accuracy);
    }

    /** How many examples of each class a device has. */
    private static int[] owned(Experiment experiment, int device) {
        Examples own = experiment.data().devices().get(device);
        int[] counts = new int[experiment.plan().spec().classes()];
        IntStream.range(0, own.size()).forEach(i -> counts[own.label(i)]++);
        return counts;
    }

    static @Nullable Double accuracy(int[] owned, int[][] confusion) {
        long known = 0;
        double right = 0;
        for (int k = 0; k < owned.length; k++) {
            int held = IntStream.of(confusion[k]).sum();
            if (held > 0) {
                known += owned[k];
                right += (double) owned[k] * confusion[k][k] / held;
            }
        }
        return known == 0 ? null : (Double) Math.min(1, right / known);
    }
}
