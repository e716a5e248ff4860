package io.tributary.loadtest.day;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A day of a population, minute by minute: devices come in the evening, when they are idle and charge; runs are started over the day, most of them in
 * two waves, as people start work and as a nightly batch; each run has a round of its own length, whose devices send at its end and which is
 * then closed. The same for the same seed.
 */
final class DayTrace {
    static final int MINUTES = 24 * 60;
    private static final double MOST_DEVICES = 30_000;
    private static final double FEWEST_DEVICES = 2_000;
    private static final double BUSIEST_MINUTE = 21.5 * 60;
    private static final int MORNING = 9 * 60;
    private static final int NIGHTLY = 20 * 60;
    private static final int RUNS_OF_A_WAVE = 90;
    private static final int RUNS_OF_THE_DAY = 60;

    private DayTrace() {}

    /**
     * A run on the trace.
     *
     * @param from minute
     * @param minutes how long it is played
     * @param round minutes of a round, the last of which closes it
     * @param cohort devices that send in a round
     * @param coreMinutes to close a round
     */
    private record Run(int from, int minutes, int round, double cohort, double coreMinutes) {
        boolean isPlayed(int minute) {
            return minute >= from && minute < from + minutes;
        }

        boolean closes(int minute) {
            return isPlayed(minute) && (minute - from) % round == round - 1;
        }
    }

    /** The minutes of a day. */
    static List<Minute> of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Run> runs = runs(random);
        return IntStream.range(0, MINUTES).mapToObj(minute -> minute(minute, runs, random)).toList();
    }

    private static List<Run> runs(SplittableRandom random) {
        List<Run> runs = new ArrayList<>();
        for (int run = 0; run < RUNS_OF_THE_DAY; run++) {
            runs.add(run(random.nextInt(MINUTES), random));
        }
        for (int run = 0; run < RUNS_OF_A_WAVE; run++) {
            runs.add(run(MORNING + random.nextInt(60), random));
            runs.add(run(NIGHTLY + random.nextInt(30), random));
        }
        return runs;
    }

    private static Run run(int from, SplittableRandom random) {
        double cohort = Math.exp(random.nextDouble(Math.log(10), Math.log(300)));
        double coreSeconds = cohort * random.nextDouble(0.02, 0.3); // 0.02 s a device of 1.6 million values, 0.3 of 24 million
        return new Run(from, random.nextInt(30, 240), random.nextInt(2, 8), cohort, coreSeconds / 60);
    }

    private static Minute minute(int minute, List<Run> runs, SplittableRandom random) {
        double day = (1 + Math.cos(2 * Math.PI * (minute - BUSIEST_MINUTE) / MINUTES)) / 2;
        double devices = (FEWEST_DEVICES + (MOST_DEVICES - FEWEST_DEVICES) * day * day) * random.nextDouble(0.97, 1.03);
        List<Run> played = runs.stream().filter(run -> run.isPlayed(minute)).toList();
        double uploads = played.stream().filter(run -> run.closes(minute)).mapToDouble(Run::cohort).sum();
        double work = played.stream().filter(run -> run.closes(minute)).mapToDouble(Run::coreMinutes).sum();
        return new Minute(devices, played.size(), uploads, work);
    }
}
