package io.tributary.experiments.comparison;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A figure of several runs.
 *
 * @param runs that have it
 * @param mean over them
 * @param deviation the standard deviation of a sample; 0 of one run
 * @param least of them
 * @param most of them
 */
record Spread(int runs, double mean, double deviation, double least, double most) {
    /** Of the runs that have the figure; null if none has. */
    static <T> @Nullable Spread of(List<T> runs, Function<T, @Nullable Double> figure) {
        double[] values = runs.stream().map(figure).filter(Objects::nonNull).mapToDouble(value -> value).toArray();
        if (values.length == 0) {
            return null;
        }
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
        return new Spread(values.length, mean, deviation, least, most);
    }
}
