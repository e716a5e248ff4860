package io.tributary.experiments.report;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How evenly a model serves the devices, by {@link DeviceFigures#accuracy}.
 *
 * @param measured devices that have one
 * @param mean over them
 * @param worstTenth mean over the tenth of them that is served worst, rounded up to a whole device
 * @param quantiles least, 10 %, 25 %, median, 75 %, 90 %, most; the nearest device's
 * @param histogram how many devices are in each of 20 equal steps of accuracy; the last one has those of 1 too
 * @param worst the tenth that is served worst, worst first; at most 20
 */
record DeviceSpread(int measured, double mean, double worstTenth, List<Double> quantiles, List<Integer> histogram,
        List<DeviceFigures> worst) {
    private static final int STEPS = 20;
    private static final int MOST_SHOWN = 20;
    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0);

    /** Of all devices; null if none was measured. */
    static @Nullable DeviceSpread of(List<DeviceFigures> devices) {
        List<DeviceFigures> sorted = devices.stream().filter(one -> one.accuracy() != null)
                .sorted(Comparator.comparingDouble(DeviceSpread::accuracy).thenComparing(DeviceFigures::device))
                .toList();
        if (sorted.isEmpty()) {
            return null;
        }
        double[] accuracies = sorted.stream().mapToDouble(DeviceSpread::accuracy).toArray();
        int tenth = (accuracies.length + 9) / 10;
        return new DeviceSpread(accuracies.length, mean(accuracies, accuracies.length), mean(accuracies, tenth),
                SHARES.stream().map(share -> accuracies[(int) Math.round(share * (accuracies.length - 1))]).toList(),
                histogram(accuracies), sorted.subList(0, Math.min(tenth, MOST_SHOWN)));
    }

    private static double accuracy(DeviceFigures device) {
        return Objects.requireNonNull(device.accuracy());
    }

    private static double mean(double[] values, int first) {
        return DoubleStream.of(values).limit(first).average().orElseThrow();
    }

    private static List<Integer> histogram(double[] accuracies) {
        int[] counts = new int[STEPS];
        for (double accuracy : accuracies) {
            counts[Math.min(STEPS - 1, (int) (accuracy * STEPS))]++;
        }
        return IntStream.of(counts).boxed().toList();
    }
}
