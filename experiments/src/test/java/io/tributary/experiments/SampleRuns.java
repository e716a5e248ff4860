package io.tributary.experiments;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RoundView.Outcome;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.RunView.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs such as a coordinator shows them. */
public final class SampleRuns {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";

    private SampleRuns() {}

    /** A run of 12 devices that has closed some of its rounds, and is in the next one if it is active. */
    public static RunView run(Status status, int rounds, List<RoundView> history) {
        boolean active = status == Status.ACTIVE;
        return new RunView(RUN, "quickstart", status, null, Math.min(rounds, history.size() + (active ? 1 : 0)), rounds,
                active ? RunView.State.REPORTING : RunView.State.COMMITTED, 12, active ? 3 : 12, history.size(),
                history);
    }

    /** A committed round of 2.3 s. */
    public static RoundView committed(int round, Double accuracy) {
        return new RoundView(round, Outcome.COMMITTED, null, new RoundView.Reports(11, 1, 0),
                accuracy == null ? null : new RoundView.Evaluation(accuracy, 0.312, new int[][] {{3, 1}, {0, 4}}),
                new RoundView.Traffic(14_200_000, 20_100_000), new RoundView.Seconds(0.1, 1.5, 0.3, 0.2, 0.2),
                new RoundView.Model(round, "ab".repeat(32)));
    }

    /** A round that too few devices reported in, after 2 s. */
    public static RoundView abandoned(int round) {
        return new RoundView(round, Outcome.ABANDONED, "too-few-reports",
                new RoundView.Reports(0, 12, 0), null, new RoundView.Traffic(0, 20_100_000),
                new RoundView.Seconds(0.5, 1.5, 0, 0, 0), new RoundView.Model(round - 1, null));
    }

    /** A whole run that learns as runs do, round 7 abandoned. */
    public static RunView realistic(int rounds) {
        Random random = new Random(7);
        List<RoundView> history = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            history.add(round == 7 ? abandoned(round) : realistic(round, random));
        }
        return run(Status.FINISHED, rounds, history);
    }

    private static RoundView realistic(int round, Random random) {
        double accuracy = 0.93 - 0.75 * Math.exp(-round / 5.0) + 0.01 * random.nextGaussian();
        return new RoundView(round, Outcome.COMMITTED, null, new RoundView.Reports(12, 0, 0),
                new RoundView.Evaluation(accuracy, 2.1 * Math.exp(-round / 6.0) + 0.2, confusion(accuracy, random)),
                new RoundView.Traffic(12 * 6_653_900L, 12 * 6_653_480L),
                new RoundView.Seconds(0.05 + random.nextDouble() / 10, 3.1 + random.nextDouble(), 0.4, 0.35, 0.6),
                new RoundView.Model(round, "c0ffee".repeat(10) + "abcd"));
    }

    private static int[][] confusion(double accuracy, Random random) {
        int[][] matrix = new int[10][10];
        for (int i = 0; i < 10_000; i++) {
            int truth = i % 10;
            int near = Math.floorMod(truth + (random.nextBoolean() ? 2 : random.nextInt(10)), 10);
            matrix[truth][random.nextDouble() < accuracy ? truth : near]++;
        }
        return matrix;
    }
}
