package io.tributary.experiments.sweep;

import io.tributary.experiments.comparison.Comparison;
import io.tributary.experiments.comparison.ComparisonException;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.experiments.run.EarlierRun;
import io.tributary.experiments.sweep.Grid.Cell;
import io.tributary.experiments.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays the runs of a sweep, some at a time, and compares them. One that fails does not stop the others. */
public final class SweepRunner {
    private final RunLauncher launcher;
    private final int parallel;
    private final ProgressView progress;

    /**
     * Plays runs with a launcher.
     *
     * @param parallel runs at a time, at least 1
     */
    public SweepRunner(RunLauncher launcher, int parallel, ProgressView progress) {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be at least 1, not " + parallel);
        }
        this.launcher = launcher;
        this.parallel = parallel;
        this.progress = progress;
    }

    /** How many runs this machine plays at a time if nobody says: a run uses several cores itself. */
    public static int usualParallel() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
    }

    /**
     * Plays a sweep from its beginning.
     *
     * @throws ConfigException if a combination makes a config that is wrong; nothing has been played then
     * @throws SweepException if the folder has a sweep, or there are too many runs
     */
    public SweepOutcome begin(SweepRequest request)
            throws IOException, InterruptedException, ConfigException, SweepException {
        try (SweepFolder folder = SweepFolder.begin(request)) {
            return play(folder);
        }
    }

    /**
     * Plays what is left of a sweep: runs that finished stay as they are, others go on.
     *
     * @throws SweepException if there is none in that folder
     */
    public SweepOutcome resume(Path out) throws IOException, InterruptedException, SweepException {
        try (SweepFolder folder = SweepFolder.resume(out)) {
            return play(folder);
        }
    }

    private SweepOutcome play(SweepFolder folder) throws IOException, InterruptedException {
        progress.message(folder.runs().size() + " runs, " + parallel + " at a time, in " + folder.path());
        AtomicInteger done = new AtomicInteger();
        List<Integer> codes = new ArrayList<>();
        ExecutorService threads =
                Executors.newFixedThreadPool(parallel, Thread.ofPlatform().name("sweep-", 0).factory());
        try {
            List<Future<Integer>> results =
                    folder.runs().stream().map(cell -> threads.submit(() -> one(folder, cell, done)))
                            .toList();
            for (Future<Integer> result : results) {
                codes.add(result.get());
            }
        } catch (ExecutionException failed) {
            throw new IOException("a run could not be started: " + failed.getCause(), failed.getCause());
        } finally {
            threads.shutdownNow();
            threads.close();
        }
        return new SweepOutcome(folder.path(), codes, compared(folder));
    }

    private Optional<Comparison> compared(SweepFolder folder) throws IOException {
        try {
            Comparison comparison = Comparison.of(List.of(folder.path()), OptionalDouble.empty());
            comparison.write(folder.path());
            return Optional.of(comparison);
        } catch (ComparisonException nothing) {
            progress.message(String.valueOf(nothing.getMessage()));
            return Optional.empty();
        }
    }

    private int one(SweepFolder folder, Cell cell, AtomicInteger done) throws IOException, InterruptedException {
        Path out = folder.path().resolve(cell.folder());
        if (EarlierRun.finished(out).isPresent()) {
            progress.message("[" + done.incrementAndGet() + "/" + folder.runs().size() + "] " + cell.folder()
                    + ": had finished");
            return 0;
        }
        int code = launcher.run(cell.folder(), arguments(folder, cell, out),
                line -> progress.message("[" + cell.folder() + "] " + line));
        progress.message("[" + done.incrementAndGet() + "/" + folder.runs().size() + "] " + cell.folder() + ": "
                + (code == 0 ? "finished" : "ended with exit code " + code));
        return code;
    }

    private static List<String> arguments(SweepFolder folder, Cell cell, Path out) throws IOException {
        if (EarlierRun.canGoOn(out)) {
            return List.of("run", "--resume", out.toString());
        }
        Files.createDirectories(out);
        List<String> arguments =
                new ArrayList<>(List.of("run", folder.config().toString(), "--out", out.toString(), "--force"));
        arguments.addAll(folder.options());
        cell.overrides().forEach(override -> arguments.addAll(List.of("--set", override)));
        return arguments;
    }
}
