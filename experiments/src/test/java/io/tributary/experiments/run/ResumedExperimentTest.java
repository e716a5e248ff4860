package io.tributary.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.deployment.RunRequest;
import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that was ended from outside goes on where it was, and comes to the bits that it would have come to. */
@Timeout(300)
class ResumedExperimentTest {
    private static final String[] FOUR_ROUNDS = {"train.rounds=4"};
    @TempDir
    private Path folder;

    /** The program of a run that ends its own process, without any goodbye, once a round is in its report. */
    public static final class KilledAfterARound {
        private KilledAfterARound() {}

        /** Takes a folder. */
        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            new LoopbackRunner().run(request(folder), new Watched(folder) {
                @Override
                public void show(RunView run) {
                    if (Files.exists(out.resolve("report.json")) && run.state() == RunView.State.REPORTING) {
                        Runtime.getRuntime().halt(137);
                    }
                }
            });
        }
    }

    private static RunRequest request(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), SmallExperiment.CONFIG);
        return new RunRequest.Fresh(file, List.of(FOUR_ROUNDS), Optional.of(folder.resolve("out")), false, false);
    }

    /** Says nothing. */
    private static class Watched implements ProgressView {
        final Path out;

        Watched(Path folder) {
            this.out = folder.resolve("out");
        }

        @Override
        public void step(String what) {}

        @Override
        public void show(RunView run) {}

        @Override
        public void message(String text) {}

        @Override
        public void close() {}
    }

    private JsonNode report() throws IOException {
        return new JsonMapper().readTree(folder.resolve("out/report.json").toFile());
    }

    private String undisturbed() throws Exception {
        Path other = Files.createDirectory(folder.resolve("undisturbed"));
        SmallExperiment.run(other, false, FOUR_ROUNDS);
        return SmallExperiment.sha256(other);
    }

    private ExperimentOutcome resume() throws Exception {
        return new LoopbackRunner().run(new RunRequest.Resumed(folder.resolve("out")), new Watched(folder));
    }

    @Test
    void aRunThatWasKilledGoesOnToTheSameBits() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        try (SiblingJvm jvm = SiblingJvm.start(new SiblingLaunch("killed", KilledAfterARound.class,
                List.of(folder.toString()), List.of(), said::add, said::add))) {
            assertEquals(137, jvm.exit().get(2, TimeUnit.MINUTES), said::toString);
        }
        Files.delete(folder.resolve("small.yaml")); // what runs is what was read
        JsonNode between = report();
        assertEquals("active", between.path("status").asText());
        assertTrue(between.path("rounds").size() >= 1 && between.path("rounds").size() < 4, between::toString);
        assertTrue(between.path("learned").asBoolean());
        assertTrue(Files.size(folder.resolve("out/model/parameters.f32")) > 0);

        assertTrue(resume().failures().isEmpty());
        assertEquals("finished", report().path("status").asText());
        assertEquals(4, report().path("rounds").size());
        assertTrue(report().path("config").asText().contains("# --set train.rounds=4"));
        assertEquals(undisturbed(), SmallExperiment.sha256(folder));
        assertFalse(Files.exists(folder.resolve("out").resolve(RunDirectory.NAME)));
        assertTrue(resume().failures().isEmpty(), "one that has finished says so again");
    }

    @Test
    void aRunThatWasInterruptedSaysSoAndGoesOn() throws Exception {
        Thread runner = Thread.currentThread();
        assertThrows(InterruptedException.class, () -> new LoopbackRunner().run(request(folder), new Watched(folder) {
            @Override
            public void show(RunView run) {
                if (run.history().size() == 2) {
                    runner.interrupt();
                }
            }
        }));
        assertFalse(Thread.interrupted());
        assertEquals("stopped", report().path("status").asText());
        assertEquals("it was interrupted", report().path("failure").asText());
        assertFalse(report().at("/expect/met").asBoolean());
        assertTrue(resume().failures().isEmpty());
        assertEquals(undisturbed(), SmallExperiment.sha256(folder));
    }

    @Test
    void aFolderInUseOrFullOfAnotherRunIsRefusedByName() throws Exception {
        SmallExperiment.run(folder, false, "train.rounds=1");
        String said = String.valueOf(assertThrows(RunFolderException.class,
                () -> SmallExperiment.run(folder, false, "train.rounds=1")).getMessage());
        assertTrue(said.contains("the run 'small', finished at") && said.contains("--force"), said);
        Files.createDirectories(folder.resolve("out").resolve(RunDirectory.NAME));
        try (var _ = io.tributary.secureagg.file.DirectoryLock.tryTake(folder.resolve("out").resolve(RunDirectory.NAME))
                .orElseThrow()) {
            Path file = folder.resolve("small.yaml");
            RunRequest forced = new RunRequest.Fresh(file, List.of(), Optional.of(folder.resolve("out")), false, true);
            said = String.valueOf(assertThrows(RunFolderException.class,
                    () -> new LoopbackRunner().run(forced, new Watched(folder))).getMessage());
            assertTrue(said.contains("is in use by a run that is under way"), said);
        }
        assertTrue(Files.exists(folder.resolve("out/report.json")));
        String none = String.valueOf(assertThrows(RunFolderException.class, () -> new LoopbackRunner()
                .run(new RunRequest.Resumed(folder.resolve("nowhere")), new Watched(folder))).getMessage());
        assertTrue(none.contains("nowhere holds no run that can go on"), none);
    }
}
