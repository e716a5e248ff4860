package io.tributary.experiments.export;

import io.tributary.protocol.message.RoundView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a round under the names that exporters use. */
final class RoundFigures {
    private RoundFigures() {}

    /** By name, in a fixed order; what was not measured is not there. Seconds and bytes are those of the round. */
    static Map<String, Double> of(RoundView round) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "accuracy", round.accuracy());
        put(figures, "loss", round.loss());
        put(figures, "train/loss", round.trainLoss());
        put(figures, "devices/accepted", (double) round.reports().accepted());
        put(figures, "devices/dropped", (double) round.reports().dropped());
        put(figures, "bytes/up", (double) round.traffic().bytesUp());
        put(figures, "bytes/down", (double) round.traffic().bytesDown());
        RoundView.Seconds seconds = round.seconds();
        put(figures, "seconds/select", seconds.select());
        put(figures, "seconds/train", seconds.train());
        put(figures, "seconds/upload", seconds.upload());
        put(figures, "seconds/aggregate", seconds.aggregate());
        put(figures, "seconds/evaluate", seconds.evaluate());
        return figures;
    }

    private static void put(Map<String, Double> figures, String name, @Nullable Double value) {
        if (value != null) {
            figures.put(name, value);
        }
    }
}
