package io.tributary.experiments.comparison;

import io.tributary.experiments.comparison.ComparedRun.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs of one config came to.
 *
 * @param label what sets the group apart
 * @param runs of it, by seed
 * @param accuracy at the end, on held-out data
 * @param worstTenth accuracy of the tenth of devices that is served worst; null if no run measured it
 * @param rounds that closed
 * @param seconds for which a run was played
 * @param bytesUp sealed bytes of updates
 * @param bytesDown bytes of models
 * @param target what it cost to reach the target
 * @param probability that chance alone makes such a difference from the first group, adjusted; null of the first one, or of single runs
 * @param curve where the runs were after each round that at least one of them measured
 */
record GroupFigures(String label, List<Run> runs, @Nullable Spread accuracy, @Nullable Spread worstTenth,
        @Nullable Spread rounds, @Nullable Spread seconds, @Nullable Spread bytesUp, @Nullable Spread bytesDown,
        Target target, @Nullable Double probability, List<CurvePoint> curve) {
    /** One of the runs. */
    record Run(String folder, long seed, @Nullable Double accuracy, double seconds) {}

    /** After a round: accuracy and loss over the runs, and what they had cost until then, at the mean. */
    record CurvePoint(int round, @Nullable Spread accuracy, @Nullable Spread loss, double seconds, double bytesUp) {}

    static GroupFigures of(RunGroup group, double target, @Nullable Double probability) {
        List<ComparedRun> runs = group.runs();
        return new GroupFigures(group.label(),
                runs.stream().sorted(Comparator.comparingLong(ComparedRun::seed))
                        .map(run -> new Run(run.folder(), run.seed(), run.end().accuracy(), run.end().seconds()))
                        .toList(),
                Spread.of(runs, run -> run.end().accuracy()), Spread.of(runs, run -> run.end().worstTenth()),
                Spread.of(runs, run -> (double) run.rounds().size()), Spread.of(runs, run -> run.end().seconds()),
                Spread.of(runs, run -> (double) run.bytesUp()), Spread.of(runs, run -> (double) run.bytesDown()),
                Target.of(runs, target), probability, curve(runs));
    }

    private static List<CurvePoint> curve(List<ComparedRun> runs) {
        int most = runs.stream().mapToInt(run -> run.rounds().size()).max().orElse(0);
        List<CurvePoint> curve = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int index = i;
            List<Point> points = runs.stream().map(ComparedRun::rounds).filter(rounds -> rounds.size() > index)
                    .map(rounds -> rounds.get(index)).toList();
            curve.add(new CurvePoint(points.getFirst().round(), Spread.of(points, Point::accuracy),
                    Spread.of(points, Point::loss),
                    points.stream().mapToDouble(Point::seconds).average().orElse(0),
                    points.stream().mapToDouble(Point::bytesUp).average().orElse(0)));
        }
        return curve;
    }
}
