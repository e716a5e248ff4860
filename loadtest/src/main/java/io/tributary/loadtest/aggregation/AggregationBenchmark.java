package io.tributary.loadtest.aggregation;

import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.loadtest.report.Figure;
import io.tributary.protocol.chunk.VectorDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Closing a round over updates in memory, beside reading them once on the same threads in the same run. Repeats
 * alternate: the stream, then every rule. Printed are medians: milliseconds, GB/s of updates, and how much of the stream's
 * bandwidth that is.
 *
 * <p>{@code loadtest/bench aggregate UPDATES VALUES [REPEATS [RULE...]]}
 */
public final class AggregationBenchmark {
    private static final int USUAL_REPEATS = 7;
    private static final int WARM_UP = 2;
    private static final long SEED = 20261124;
    private static final String SEALED = "sealed-";
    private static final String STREAM = "stream";
    private static final List<String> USUAL_RULES = List.of("mean", "median", "multi-krum");

    private AggregationBenchmark() {}

    /** What is repeated. */
    private interface Work {
        void run(RangeExecutor executor) throws Exception;
    }

    private record Case(String title, Work work, List<Double> seconds) {
        Case(String title, Work work) {
            this(title, work, new ArrayList<>());
        }

        double median() {
            double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    /**
     * Takes the number of updates, of values in each, of repeats, and which rules: mean, median and multi-krum if none is named; with
     * {@code sealed-} before it, a rule reads the updates from where they lie sealed on disk.
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        int values = Integer.parseInt(args[1]);
        int repeats = args.length > 2 ? Integer.parseInt(args[2]) : USUAL_REPEATS;
        List<String> titles = args.length > 3 ? List.of(args).subList(3, args.length) : USUAL_RULES;
        HeldUpdates updates = new HeldUpdates(count, values, SEED);
        System.out.printf(Locale.ROOT, "%d updates of %d values: %.2f GB%n", count, values, gigabytes(count, values));
        List<Job> jobs = new ArrayList<>();
        try (WorkDirectory work = WorkDirectory.temporary()) {
            for (String title : titles) {
                jobs.add(job(title, updates, values, work.path()));
            }
            System.out.printf("%-20s %7s %10s %8s %9s  %s%n", "rule", "threads", "ms", "GB/s", "of stream", "model");
            Map<String, Double> one = Map.of();
            for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads++) {
                Map<String, Double> seen = measure(updates, values, jobs, threads, repeats);
                print(seen, threads, gigabytes(count, values), one);
                one = threads == 1 ? seen : one;
            }
        }
    }

    private static Job job(String title, HeldUpdates updates, int values, Path work) throws Exception {
        if (!title.startsWith(SEALED)) {
            return new Job(title, BenchedRule.of(title), updates, values);
        }
        BenchedRule rule = BenchedRule.of(title.substring(SEALED.length()));
        SealedStore store =
                new SealedStore(Files.createTempDirectory(work, "sealed-"), rule.plan(updates.count(), values));
        store.fill(updates);
        try (RangeExecutor executor = new ThreadRangeExecutor(Runtime.getRuntime().availableProcessors())) {
            return new Job(title, rule, store.source(executor), values);
        }
    }

    /** @return medians in seconds */
    private static Map<String, Double> measure(HeldUpdates updates, int values, List<Job> jobs, int threads,
            int repeats)
            throws Exception {
        Streaming streaming = new Streaming(updates, values);
        Case stream = new Case(STREAM, streaming::run);
        List<Case> cases = jobs.stream().map(job -> new Case(job.title(), job::run)).toList();
        try (RangeExecutor executor = new ThreadRangeExecutor(threads)) {
            List<Case> all = Stream.concat(Stream.of(stream), cases.stream()).toList();
            for (int repeat = -WARM_UP; repeat < repeats; repeat++) {
                play(all, executor, repeat >= 0);
            }
        }
        print(stream, threads, gigabytes(updates.count(), values), stream, "");
        for (int i = 0; i < cases.size(); i++) {
            print(cases.get(i), threads, gigabytes(updates.count(), values), stream,
                    VectorDigest.of(jobs.get(i).next()).hex().substring(0, 12));
        }
        return Stream.concat(Stream.of(stream), cases.stream()).collect(Collectors.toMap(Case::title, Case::median));
    }

    private static void play(List<Case> cases, RangeExecutor executor, boolean counts) throws Exception {
        for (Case one : cases) {
            long began = System.nanoTime();
            one.work().run(executor);
            double seconds = (System.nanoTime() - began) / 1e9;
            if (counts) {
                one.seconds().add(seconds);
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(Case one, int threads, double gigabytes, Case stream, String model) {
        System.out.printf(Locale.ROOT, "%-20s %7d %10.1f %8.2f %8.0f%%  %s%n", one.title(), threads,
                one.median() * 1000, gigabytes / one.median(), 100 * stream.median() / one.median(), model);
    }

    /** @param one the same by one thread; empty where that is what was seen */
    private static void print(Map<String, Double> seen, int threads, double gigabytes, Map<String, Double> one) {
        double stream = Objects.requireNonNull(seen.get(STREAM));
        new TreeMap<>(seen).forEach((title, seconds) -> {
            new Figure(title + ", " + threads + " threads", gigabytes / seconds, "GB/s").print();
            if (!title.equals(STREAM)) {
                new Figure(title + " / stream, " + threads + " threads", stream / seconds, "").print();
            }
            Double alone = one.get(title);
            if (alone != null) {
                new Figure(title + ", threads " + threads + " / 1", alone / seconds, "").print();
            }
        });
    }

    static double gigabytes(int count, int values) {
        return count * (double) values * Float.BYTES / 1e9;
    }
}
