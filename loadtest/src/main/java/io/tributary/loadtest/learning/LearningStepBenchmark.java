package io.tributary.loadtest.learning;

import io.tributary.learning.TrainingException;
import java.util.List;
import java.util.Locale;

/**
 * What a training step costs beside {@link BareLoop}. Both sides alternate in one JVM on the same threads; the first pair warms up and does not
 * count. Printed are medians over the pairs: milliseconds and CPU milliseconds a step, and the ratio within pairs.
 *
 * <p>From the root of the tree, on a quiet machine (arguments: pairs, threads):
 *
 * <pre>{@code
 * mvn -q -DskipTests package
 * GLIBC_TUNABLES=glibc.malloc.hugetlb=1 java -Xms4g -Xmx4g --enable-native-access=ALL-UNNAMED \
 *     --sun-misc-unsafe-memory-access=allow -cp "loadtest/target/classes:$(cat loadtest/target/classpath.txt)" \
 *     io.tributary.loadtest.learning.LearningStepBenchmark 9 2
 * }</pre>
 *
 * The same steps in PyTorch itself: {@code loadtest/peers/bare_torch_step.py}.
 */
public final class LearningStepBenchmark {
    private static final int PAIRS = 9;

    private LearningStepBenchmark() {}

    /** Measures all cases and prints a line for each. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws TrainingException, InterruptedException {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : PAIRS;
        int threads =
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : Runtime.getRuntime().availableProcessors();
        System.out.printf(Locale.ROOT, "%-28s %8s %8s %8s %8s %8s %8s%n", "case", "threads", "bare ms", "ours ms",
                "ratio", "bare cpu", "ours cpu");
        for (StepCase what : cases(threads)) {
            System.out.println(measure(what, pairs));
        }
    }

    private static List<StepCase> cases(int threads) {
        return List.of(new StepCase("fedavg-cnn", 10, StepCase.SGD, 200, threads),
                new StepCase("fedavg-cnn", 32, StepCase.SGD, 100, threads),
                new StepCase("cnn", 10, StepCase.SGD, 12, threads),
                new StepCase("cnn", 10, StepCase.ADAM, 12, threads));
    }

    private static String measure(StepCase what, int pairs) throws TrainingException, InterruptedException {
        double[][] figures = new double[5][pairs];
        for (int pair = -1; pair < pairs; pair++) {
            boolean bareFirst = pair % 2 == 0;
            StepTimes before = bareFirst ? BareLoop.run(what) : TrainerLoop.run(what);
            StepTimes after = bareFirst ? TrainerLoop.run(what) : BareLoop.run(what);
            if (pair >= 0) {
                note(figures, pair, bareFirst ? before : after, bareFirst ? after : before);
            }
        }
        return String.format(Locale.ROOT, "%-28s %8d %8.2f %8.2f %8.3f %8.2f %8.2f", what.title(), what.threads(),
                StepTimes.median(figures[0]), StepTimes.median(figures[1]), StepTimes.median(figures[2]),
                StepTimes.median(figures[3]), StepTimes.median(figures[4]));
    }

    private static void note(double[][] figures, int pair, StepTimes bare, StepTimes ours) {
        figures[0][pair] = bare.millis();
        figures[1][pair] = ours.millis();
        figures[2][pair] = ours.millis() / bare.millis();
        figures[3][pair] = bare.cpuMillis();
        figures[4][pair] = ours.cpuMillis();
    }
}
