package io.tributary.loadtest.poisoning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the suite, from the command line to the files. */
class PoisonTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void copySuite() throws IOException {
        Files.writeString(folder.resolve("glyphs.yaml"),
                Files.readString(Path.of("suites/glyphs.yaml")).replace("loadtest/suites/", "suites/"));
    }

    private int poison(String... arguments) {
        out.getBuffer().setLength(0);
        String[] all = Stream.concat(Stream.of(folder.resolve("glyphs.yaml").toString(), "--out",
                folder.resolve("out").toString()), Stream.of(arguments)).toArray(String[]::new);
        return Poison.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(all);
    }

    private Results results() throws IOException {
        return Results.resume(Suite.read(folder.resolve("glyphs.yaml")), folder.resolve("out"));
    }

    private double accuracy(String rule, String attack) throws IOException {
        return results().find(rule, attack).orElseThrow().accuracy();
    }

    @Test
    void aTableIsWrittenInWhichTheAttackHurtsTheMeanMoreThanTheMedian() throws IOException {
        assertEquals(0, poison(), err.toString());
        double quiet = accuracy("mean", "none");
        assertTrue(quiet > 0.3, "learned nothing: " + quiet);
        assertTrue(accuracy("mean", "signFlip(scale 4)") < quiet - 0.15, results().toString());
        assertTrue(accuracy("median", "signFlip(scale 4)") > accuracy("mean", "signFlip(scale 4)"),
                results().toString());
        for (String file : List.of("results.json", "results.csv", "results.md", "results.html")) {
            assertTrue(Files.readString(folder.resolve("out").resolve(file)).contains("signFlip"), file);
        }
        assertTrue(out.toString().contains("| rule | none | signFlip(scale 4) | loses at most |"), out.toString());
    }

    @Test
    void whatWasPlayedIsNotPlayedAgainAndWhatWasNotIsAdded() throws IOException {
        poison("--rule", "mean", "--attack", "none");
        List<Score> first = results().scores();
        assertEquals(0, poison("--attack", "none", "--attack", "backdoor", "--rule", "mean"), err.toString());
        assertEquals(first, results().scores().subList(0, 1));
        assertEquals(2, results().scores().size());
        assertFalse(out.toString().contains("mean under none"), out.toString());
        Double success = results().find("mean", "backdoor").orElseThrow().backdoor();
        assertTrue(success != null && success >= 0 && success <= 1, results().toString());
    }

    @Test
    void aMatchThatLeavesTooFewUpdatesForItsRuleHasNoEndAndIsNotPlayedAgain() throws IOException {
        assertEquals(0, poison("--rule", "{ krum: { byzantine: 3 } }", "--rule", "mean", "--attack", "silence"),
                err.toString());
        assertTrue(out.toString().contains("krum(byzantine 3) under silence has no end: rule 'krum'"), out.toString());
        assertTrue(out.toString().contains("| krum(byzantine 3) | no end | no end |"), out.toString());
        assertEquals(List.of("mean"), results().scores().stream().map(Score::rule).toList());
        Results before = results();
        assertEquals(0, poison("--rule", "{ krum: { byzantine: 3 } }", "--attack", "silence"), err.toString());
        assertFalse(out.toString().contains("has no end"), out.toString());
        assertEquals(before, results());
    }

    @Test
    void aFolderOfOtherSettingsIsLeftAlone() throws IOException {
        poison("--rule", "mean", "--attack", "none");
        Results before = results();
        assertEquals(2, poison("--rule", "mean", "--attack", "none", "--set", "seed=2"));
        assertTrue(err.toString().contains("was measured with another experiment"), err.toString());
        assertEquals(before, results());
    }

    @Test
    void aMistakeEndsItBeforeAnythingIsPlayed() {
        assertEquals(2, poison("--rule", "mean", "--rule", "{ krum: { byzantine: 5 } }"));
        assertTrue(err.toString().contains("needs at least 13 updates, but a round may close with 10"), err.toString());
        assertEquals(2, poison("--attack", "everything"));
        assertTrue(err.toString().contains("expected one of none, silence, signFlip"), err.toString());
        assertFalse(Files.exists(folder.resolve("out/results.json")));
    }

    @Test
    void i10TheSameSuiteGivesTheSameScores() throws IOException {
        poison("--rule", "median", "--attack", "{ minMax: { direction: sign } }", "--threads", "3");
        Score first = results().scores().getFirst();
        Files.delete(folder.resolve("out/results.json"));
        poison("--rule", "median", "--attack", "{ minMax: { direction: sign } }", "--threads", "1");
        assertEquals(first.accuracy(), results().scores().getFirst().accuracy());
    }
}
