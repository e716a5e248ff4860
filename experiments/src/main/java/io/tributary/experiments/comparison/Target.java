package io.tributary.experiments.comparison;

import io.tributary.experiments.comparison.ComparedRun.Point;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What it cost to reach an accuracy: means over the runs that did.
 *
 * @param reached how many runs did
 * @param rounds until the first version with it; null if no run reached it, as are the others
 * @param seconds that rounds took until then
 * @param bytesUp sealed bytes of updates until then
 */
record Target(int reached, @Nullable Spread rounds, @Nullable Spread seconds, @Nullable Spread bytesUp) {
    static Target of(List<ComparedRun> runs, double accuracy) {
        List<Point> first = runs.stream().map(run -> first(run, accuracy)).flatMap(Optional::stream).toList();
        return new Target(first.size(), Spread.of(first, point -> (double) point.round()),
                Spread.of(first, Point::seconds), Spread.of(first, point -> (double) point.bytesUp()));
    }

    private static Optional<Point> first(ComparedRun run, double accuracy) {
        return run.rounds().stream().filter(point -> point.reaches(accuracy)).findFirst();
    }

    /** The highest accuracy that all runs reached, in whole hundredths. */
    static double usual(List<ComparedRun> runs) {
        double least = runs.stream().mapToDouble(run -> run.best().orElse(0)).min().orElse(0);
        return Math.floor(least * 100) / 100;
    }
}
