package io.tributary.experiments.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.UserError;
import io.tributary.experiments.deployment.RunFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedExperimentTest {
    @TempDir
    private Path folder;

    @Test
    void anExpectationThatIsNotMetIsNamedWithWhatWasFound() throws Exception {
        ExperimentOutcome outcome = SmallExperiment.run(folder, false, "expect.accuracy='> 0.9999'", "train.rounds=1");
        assertEquals(1, outcome.failures().size());
        assertTrue(outcome.failures().getFirst().startsWith("expected accuracy > 0.9999, found 0."),
                outcome.failures()::toString);
        assertTrue(Files.readString(folder.resolve("out/report.json")).contains("\"met\" : false"));
    }

    @Test
    void aDataFolderThatIsNotThereIsNamedBeforeAnythingIsWritten() {
        String config = SmallExperiment.CONFIG.replaceFirst("data: .*",
                "data: { source: images, path: " + folder.resolve("nowhere")
                        + ", devices: 4, size: 28, color: false }");
        Exception error = assertThrows(Exception.class, () -> SmallExperiment.runConfig(folder, false, config));
        assertInstanceOf(UserError.class, error);
        assertTrue(String.valueOf(error.getMessage()).contains("nowhere"), error::getMessage);
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void anInterruptEndsEverythingAndLeavesNoWorkshop() throws Exception {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> SmallExperiment.run(folder, false));
        assertFalse(Thread.interrupted());
        if (Files.exists(folder.resolve("out"))) {
            try (var left = Files.list(folder.resolve("out"))) {
                assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith(".work")));
            }
        }
    }

    @Test
    void aRunThatIsPausedHasAReportWithTheReasonAndThatNothingWasLearned() {
        Exception error = assertThrows(RunFailedException.class, () -> SmallExperiment.run(folder, false,
                "round.selection=1s", "round.maxAbandoned=1", "round.requires.memory=1048576GiB"));
        assertTrue(String.valueOf(error.getMessage()).contains("paused"), error::getMessage);
        JsonNode report =
                assertDoesNotThrow(() -> new JsonMapper().readTree(folder.resolve("out/report.json").toFile()));
        assertEquals("paused", report.path("status").asText());
        assertFalse(report.path("failure").asText().isBlank());
        assertFalse(report.path("learned").asBoolean());
        assertTrue(report.path("final").isNull());
        assertFalse(report.at("/expect/met").asBoolean());
        assertEquals("loss < 100", report.at("/expect/expected/0").asText());
        assertTrue(Files.exists(folder.resolve("out").resolve(RunDirectory.NAME)), "it can be resumed");
    }
}
