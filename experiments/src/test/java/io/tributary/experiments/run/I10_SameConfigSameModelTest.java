package io.tributary.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.protocol.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class I10_SameConfigSameModelTest {
    @TempDir
    private Path once;
    @TempDir
    private Path again;
    @TempDir
    private Path otherwise;

    @Test
    void oneProcessOrManyAndOneDeviceAtATimeOrTwoGiveTheSameModel() throws Exception {
        SmallExperiment.run(once, false, "train.parallel=2");
        SmallExperiment.run(again, false, "train.parallel=1");
        SmallExperiment.run(otherwise, true);
        assertEquals(SmallExperiment.sha256(once), SmallExperiment.sha256(again));
        assertEquals(SmallExperiment.sha256(once), SmallExperiment.sha256(otherwise));
    }

    @Test
    void anotherSeedGivesAnotherModel() throws Exception {
        SmallExperiment.run(once, false);
        SmallExperiment.run(again, false, "seed=8");
        assertNotEquals(SmallExperiment.sha256(once), SmallExperiment.sha256(again));
    }

    @Test
    void theModelFileIsWhatTheReportSaysAndNothingElseIsLeft() throws Exception {
        ExperimentOutcome outcome = SmallExperiment.run(once, false);
        assertEquals(List.of(), outcome.failures());
        Path out = once.resolve("out");
        assertEquals(SmallExperiment.sha256(once),
                Sha256.of(Files.readAllBytes(out.resolve("model/parameters.f32"))).hex());
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(List.of("devices.csv", "model", "report.html", "report.json", "rounds.csv"),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }
}
