package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.command.CompareCommand;
import io.tributary.cli.command.SweepCommand;
import io.tributary.cli.command.Sweeps;
import io.tributary.experiments.sweep.SiblingRuns;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SweepCommandTest {
    private final List<String> played = Collections.synchronizedList(new ArrayList<>());
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;
    private String config = "";

    @BeforeEach
    void writeConfig() throws IOException {
        config = Files.writeString(folder.resolve("small.yaml"), """
                name: small
                model: { architecture: linear }
                data: { source: glyphs, devices: 3, examples: 20, testExamples: 20 }
                train: { rounds: 1, batchSize: 10, optimizer: { sgd: { learningRate: 0.05 } } }
                """).toString();
    }

    private int execute(Sweeps sweeps, Object command, String... arguments) {
        CommandLine line =
                command instanceof String ? new CommandLine(new SweepCommand(sweeps)) : new CommandLine(command);
        Failures failures = new Failures(false);
        return line.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures)
                .setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    /** Plays nothing, and leaves the report of a run of one round. */
    private Sweeps fake(int code) {
        return new Sweeps(_ -> (_, arguments, _) -> {
            played.add(String.join(" ", arguments));
            Files.writeString(Path.of(arguments.get(3)).resolve("report.json"), """
                    {"name": "small", "seed": %s, "status": "finished", "final": {"accuracy": 0.5},
                     "rounds": [{"round": 1, "accuracy": 0.5, "loss": 1}], "settings": {"name": "small"}}"""
                    .formatted(arguments.getLast().replace("seed=", "")));
            return code;
        });
    }

    @Test
    void theRunsAreComparedInATable() {
        assertEquals(0, execute(fake(0), "sweep", config, "--seeds", "1,2", "--out", folder.resolve("out").toString()),
                err.toString());
        assertEquals(2, played.size());
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.getFirst().matches("group +runs +accuracy .*"), out.toString());
        assertTrue(lines.get(1).startsWith("small  2     0.5000 ± 0.0000"), out.toString());
        assertEquals("comparison: " + folder.resolve("out/compare.html"), lines.getLast());
    }

    @Test
    void anExpectationThatIsNotMetIsThree() {
        assertEquals(3, execute(fake(3), "sweep", config, "--seeds", "1", "--out", folder.resolve("out").toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"CONFIG | nothing to vary", "--seeds 1 | a CONFIG is missing",
        "CONFIG --seeds x | expected whole numbers", "CONFIG --seeds 1 --parallel 0 | --parallel must be at least 1",
        "--resume DIR --seeds 1 | --resume stands alone", "--resume DIR | has no sweep",
        "CONFIG --set train.rounds=[1,none] | train.rounds", "missing.yaml --seeds 1 | there is no such file"})
    void whatMakesNoSenseIsTwoAndSaysWhy(String arguments, String why) {
        String[] words = arguments.replace("CONFIG", config).replace("DIR", folder.toString()).split(" ");
        assertEquals(2, execute(fake(0), "sweep", words));
        assertTrue(err.toString().contains(why), err.toString());
        assertEquals(List.of(), played);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"DIR | has no report.json", "DIR/none | is no folder", "DIR --target 2 | --target must be 0..1"})
    void whatCannotBeComparedIsTwoAndSaysWhy(String arguments, String why) {
        assertEquals(2, execute(fake(0), new CompareCommand(), arguments.replace("DIR", folder.toString()).split(" ")));
        assertTrue(err.toString().contains(why), err.toString());
    }

    @Test
    void seedsArePlayedInJvmsOfTheirOwnAndTwiceTheSameSeedIsTheSameModel() throws Exception {
        Sweeps real = new Sweeps(parallel -> new SiblingRuns(Tributary.class, parallel));
        String sweep = folder.resolve("out").toString();
        assertEquals(0,
                execute(real, "sweep", config, "--set", "train.batchSize=[10, 10]", "--seeds", "3", "--out", sweep),
                err.toString());
        List<String> models = new ArrayList<>();
        for (String run : List.of("01/seed-3", "02/seed-3")) {
            models.add(Files.readString(Path.of(sweep, run, "report.json"))
                    .replaceAll("(?s).*\"final\" : \\{.*?\"sha256\" : \"(\\w+)\".*", "$1"));
        }
        assertEquals(models.getFirst(), models.getLast());
        assertTrue(out.toString().contains("small  2 "), out.toString());
        assertEquals(0, execute(real, new CompareCommand(), sweep, "--target", "0.1"), err.toString());
    }
}
