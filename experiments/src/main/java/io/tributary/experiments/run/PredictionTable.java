package io.tributary.experiments.run;

import io.tributary.experiments.Printable;
import io.tributary.experiments.report.SamplePrediction;
import java.util.List;
import java.util.Locale;

/** Predictions on unseen examples, as a small table for a terminal. */
final class PredictionTable {
    private PredictionTable() {}

    static String of(List<SamplePrediction> samples, List<String> names) {
        List<String> classes = names.stream().map(Printable::line).toList();
        int width = classes.stream().mapToInt(String::length).reduce("predicted".length(), Math::max);
        String row = "  %-" + width + "s  %-" + width + "s  %11s  %s%n";
        StringBuilder table =
                new StringBuilder("unseen examples, predicted by the model that came back to a device:\n");
        table.append(String.format(Locale.ROOT, row, "true", "predicted", "probability", ""));
        for (SamplePrediction sample : samples) {
            table.append(String.format(Locale.ROOT, row, classes.get(sample.truth()), classes.get(sample.predicted()),
                    String.format(Locale.ROOT, "%.3f", sample.probability()),
                    sample.truth() == sample.predicted() ? "" : "wrong"));
        }
        return table.toString().stripTrailing();
    }
}
