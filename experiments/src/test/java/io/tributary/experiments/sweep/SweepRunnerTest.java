package io.tributary.experiments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.comparison.Reports;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SweepRunnerTest {
    private final List<List<String>> started = Collections.synchronizedList(new ArrayList<>());
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;
    private Path out;

    @BeforeEach
    void writeConfig() throws IOException {
        out = folder.resolve("out");
        Files.writeString(folder.resolve("small.yaml"), """
                name: small
                model: { architecture: cnn }
                data: { source: glyphs, devices: 4, examples: 40, testExamples: 40 }
                train: { rounds: 2, batchSize: 10, optimizer: { sgd: { learningRate: 0.05 } } }
                """);
    }

    private SweepRequest request() throws SweepException {
        return new SweepRequest(folder.resolve("small.yaml"), List.of(), List.of("train.batchSize=[10, 20]"),
                Seeds.parse("1,2"), Optional.of(out), List.of("--processes"));
    }

    /** What a run leaves: a report, if it finished. */
    private int played(List<String> arguments, int code) throws IOException {
        started.add(arguments);
        Path run = Path.of(arguments.get(3));
        int batch = arguments.contains("train.batchSize=10") ? 10 : 20;
        String seed = arguments.getLast().replace("seed=", "");
        Reports.write(run, Long.parseLong(seed), code == 0 ? "finished" : "failed", batch / 20.0,
                "{\"train.batchSize\": \"" + batch + "\"}");
        return code;
    }

    private SweepRunner runner(int parallel, RunLauncher launcher) {
        return new SweepRunner(launcher, parallel, new Said());
    }

    @Test
    void everyRunIsPlayedAndAllAreCompared() throws Exception {
        SweepOutcome outcome = runner(1, (_, arguments, _) -> played(arguments, 0)).begin(request());
        assertEquals(0, outcome.code());
        assertEquals(List.of("run", out.resolve("config.yaml").toString(), "--out",
                out.resolve("01-batchSize-10/seed-1").toString(), "--force", "--processes", "--set",
                "train.batchSize=10", "--set", "seed=1"), started.getFirst());
        assertEquals(4, started.size());
        assertEquals(2, outcome.comparison().orElseThrow().table().size() - 1);
        assertTrue(Files.exists(out.resolve("compare.html")));
        assertEquals(Files.readString(folder.resolve("small.yaml")), Files.readString(out.resolve("config.yaml")));
    }

    @Test
    void oneThatFailsStopsNoOtherAndIsPlayedAgainOnResume() throws Exception {
        SweepOutcome outcome = runner(1, (name, arguments, _) -> played(arguments, name.endsWith("20/seed-1") ? 1 : 0))
                .begin(request());
        assertEquals(List.of(0, 0, 1, 0), outcome.codes());
        assertEquals(1, outcome.code());
        assertTrue(said.stream().anyMatch(line -> line.contains("02-batchSize-20/seed-1: ended with exit code 1")),
                said.toString());
        started.clear();
        assertEquals(0, runner(1, (_, arguments, _) -> played(arguments, 0)).resume(out).code());
        assertEquals(List.of(out.resolve("02-batchSize-20/seed-1").toString()),
                started.stream().map(arguments -> arguments.get(3)).toList());
    }

    @Test
    void aRunThatWasUnderWayGoesOn() throws Exception {
        Path run = out.resolve("01-batchSize-10/seed-1");
        runner(1, (name, arguments, _) -> {
            int code = played(arguments, name.endsWith("10/seed-1") ? 130 : 0);
            if (code != 0) {
                Files.createDirectories(run.resolve(".run"));
                Files.writeString(run.resolve(".run/run.json"), "{}");
            }
            return code;
        }).begin(request());
        List<List<String>> again = new ArrayList<>();
        runner(1, (_, arguments, _) -> {
            again.add(arguments);
            return 0;
        }).resume(out);
        assertEquals(List.of(List.of("run", "--resume", run.toString())), again);
    }

    @Test
    void soManyRunAtATime() throws Exception {
        CyclicBarrier two = new CyclicBarrier(2);
        runner(2, (_, arguments, _) -> {
            try {
                two.await(30, TimeUnit.SECONDS); // passes only if two are there at once
            } catch (Exception alone) {
                throw new IOException(alone);
            }
            return played(arguments, 0);
        }).begin(request());
        assertEquals(4, started.size());
    }

    @Test
    void anExpectationThatIsNotMetIsTheOutcomeUnlessARunFailed() {
        assertEquals(3, new SweepOutcome(out, List.of(0, 3, 0), Optional.empty()).code());
        assertEquals(1, new SweepOutcome(out, List.of(0, 3, 1), Optional.empty()).code());
    }

    @Test
    void aSweepThatIsStoppedEndsItsRunsFirst() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        List<String> ended = Collections.synchronizedList(new ArrayList<>());
        Thread sweep = new Thread(() -> assertThrows(InterruptedException.class, () -> runner(1, (name, _, _) -> {
            try {
                begun.countDown();
                new CountDownLatch(1).await();
                return 0;
            } finally {
                ended.add(name);
            }
        }).begin(request())));
        sweep.start();
        begun.await();
        sweep.interrupt();
        sweep.join();
        assertEquals(List.of("01-batchSize-10/seed-1"), ended);
    }

    @Test
    void aFolderWithASweepIsRefusedAndOneInUseToo() throws Exception {
        runner(1, (_, arguments, _) -> played(arguments, 0)).begin(request());
        String there = String.valueOf(assertThrows(SweepException.class,
                () -> runner(1, (_, _, _) -> 0).begin(request())).getMessage());
        assertTrue(there.contains("has a sweep already") && there.contains("sweep --resume " + out), there);
        try (SweepFolder _ = SweepFolder.resume(out)) {
            String used = String.valueOf(assertThrows(SweepException.class,
                    () -> runner(1, (_, _, _) -> 0).resume(out)).getMessage());
            assertTrue(used.contains("in use by another sweep"), used);
        }
        assertFalse(String.valueOf(assertThrows(SweepException.class,
                () -> runner(1, (_, _, _) -> 0).resume(folder)).getMessage()).isEmpty());
    }

    /** Keeps what was said. */
    private final class Said implements ProgressView {
        @Override
        public void step(String what) {}

        @Override
        public void show(RunView run) {}

        @Override
        public void message(String text) {
            said.add(text);
        }

        @Override
        public void close() {}
    }
}
