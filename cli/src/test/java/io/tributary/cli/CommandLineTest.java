package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.UserError;
import io.tributary.experiments.deployment.RunFailedException;
import io.tributary.experiments.deployment.RunRequest;
import io.tributary.experiments.run.ExperimentOutcome;
import io.tributary.experiments.run.ExperimentRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<RunRequest> requests = new ArrayList<>();

    private static final class Mistake extends Exception implements UserError {
        private static final long serialVersionUID = 1L;

        Mistake() {
            super("x.yaml:3: rounds must be at least 1\nx.yaml:4: unknown key 'sede', did you mean seed?");
        }
    }

    private int execute(ExperimentRunner runner, Map<String, String> environment, String... arguments) {
        CommandLine command = Tributary.commandLine((request, progress) -> {
            requests.add(request);
            return runner.run(request, progress);
        }, environment);
        return command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private int execute(ExperimentRunner runner, String... arguments) {
        return execute(runner, Map.of(), arguments);
    }

    private static ExperimentOutcome met() {
        return new ExperimentOutcome(Path.of("report.html"), List.of());
    }

    private static ExperimentRunner throwing(Exception failure) {
        return (_, _) -> {
            throw failure;
        };
    }

    @Test
    void aRunThatMeetsItsExpectationsIsZero() {
        assertEquals(0, execute((_, _) -> met(), "run", "quick.yaml"));
        assertEquals(List.of(new RunRequest.Fresh(Path.of("quick.yaml"), List.of(), Optional.empty(), false, false)),
                requests);
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "runs", "models", "coordinator", "audit"})
    void commandsAreListedWithAWholeSentenceEach(String name) {
        CommandLine whole = Tributary.commandLine(Map.of());
        CommandLine command = name.isEmpty() ? whole : whole.getSubcommands().get(name);
        String usage = command.getUsageMessage().replaceAll("\\s", "");
        command.getSubcommands().forEach((below, of) -> {
            String described = String.format(String.join(" ", of.getCommandSpec().usageMessage().description()));
            String sentence = described.split("(?<=\\.) ", 2)[0].replaceAll("\\s", "");
            assertTrue(usage.contains(below + sentence), () -> below + " in " + usage);
        });
    }

    /** The program reads the options of the named command alone. */
    @Test
    void aCommandIsTheSameWhetherItIsReadAloneOrWithAllOthers() {
        CommandLine whole = Tributary.commandLine(Map.of());
        for (String name : whole.getSubcommands().keySet()) {
            CommandLine alone = Tributary.commandLine(Map.of(), name);
            assertEquals(usage(whole, name), usage(alone, name));
            assertEquals(name.equals("help") ? whole.getSubcommands().keySet() : Set.of(name),
                    alone.getSubcommands().keySet());
        }
        assertEquals(whole.getUsageMessage(), Tributary.commandLine(Map.of(), "rnu").getUsageMessage());
        assertEquals(whole.getUsageMessage(), Tributary.commandLine(Map.of(), "--help").getUsageMessage());
    }

    private static String usage(CommandLine root, String name) {
        return Objects.requireNonNull(root.getSubcommands().get(name)).getUsageMessage();
    }

    @Test
    void allOptionsReachTheRunner() {
        assertEquals(0,
                execute((_, _) -> met(), "run", "--set", "train.rounds=5", "--seed", "7", "--out", "o",
                        "--processes", "q.yaml", "--set=name=a=b"));
        assertEquals(List.of(new RunRequest.Fresh(Path.of("q.yaml"), List.of("train.rounds=5", "name=a=b", "seed=7"),
                Optional.of(Path.of("o")), true, false)), requests);
    }

    @Test
    void aRunIsResumedByItsFolderAlone() {
        assertEquals(0, execute((_, _) -> met(), "run", "--resume", "o"));
        assertEquals(List.of(new RunRequest.Resumed(Path.of("o"))), requests);
        for (String other : List.of("q.yaml", "--force", "--seed=1", "--set=seed=1", "--out=p", "--processes")) {
            assertEquals(2, execute((_, _) -> met(), "run", "--resume", "o", other), other);
        }
        assertEquals(1, requests.size());
    }

    @Test
    void aRunThatDidNotFinishIsOneAndSaysWhy() {
        assertEquals(1, execute(throwing(new RunFailedException("run 7 is paused: too few reports")), "run", "q.yaml"));
        assertEquals("tributary: run 7 is paused: too few reports\n", err.toString());
    }

    @Test
    void expectationsNotMetAreThreeAndSaidOneByOne() {
        assertEquals(3, execute((_, _) -> new ExperimentOutcome(Path.of("r.html"), List.of("accuracy 0.7", "loss 2")),
                "run", "q.yaml"));
        assertEquals("tributary: expectation not met: accuracy 0.7\ntributary: expectation not met: loss 2\n",
                err.toString());
    }

    @Test
    void whatTheUserCanMendIsTwoWithItsMessageAndNoTrace() {
        assertEquals(2, execute(throwing(new Mistake()), "run", "x.yaml"));
        assertEquals("""
                tributary: x.yaml:3: rounds must be at least 1
                tributary: x.yaml:4: unknown key 'sede', did you mean seed?
                """, err.toString());
    }

    @Test
    void whatAnotherThreadFoundIsTreatedAlike() {
        assertEquals(2, execute(throwing(new ExecutionException(new Mistake())), "run", "x.yaml"));
    }

    @Test
    void anUnexpectedFailureIsOneAndSaysHowToSeeMore() {
        assertEquals(1,
                execute(throwing(new IOException("disk full", new IllegalStateException("inner"))), "run", "x.yaml"));
        assertEquals("""
                tributary: unexpected failure: IOException: disk full
                tributary:   because of IllegalStateException: inner
                tributary: TRIBUTARY_DEBUG=1 shows where it happened
                """, err.toString());
    }

    @Test
    void debuggingShowsTheTrace() {
        execute(throwing(new IOException("disk full")), Map.of("TRIBUTARY_DEBUG", "1"), "run", "x.yaml");
        assertTrue(err.toString().contains("\tat io.tributary.cli."), err.toString());
    }

    @Test
    void aDiskOrSystemThatRefusesIsTwoInWords() {
        assertEquals(2, execute(throwing(new IllegalStateException("the store",
                new FileSystemException("/x/db", null, "No space left on device"))), "run", "x.yaml"));
        assertEquals("tributary: /x/db: the disk is full; make room, or choose a directory on another disk\n",
                err.toString());
    }

    @Test
    void whatIsStartedWhileTheProcessEndsIsAnInterruptToo() {
        assertEquals(130, execute(throwing(new IllegalStateException("Shutdown in progress")), "run", "x.yaml"));
        assertEquals("tributary: stopped\n", err.toString());
    }

    @Test
    void anInterruptedRunIs130() {
        assertEquals(130, execute(throwing(new InterruptedException()), "run", "x.yaml"));
        assertEquals("tributary: stopped\n", err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rnu", "run", "run a b", "run --set", "run a.yaml --seed x", "run a.yaml --nonsense"})
    void aCommandThatMakesNoSenseIsTwoAndNamesTheHelp(String line) {
        assertEquals(2, execute(throwing(new IOException()),
                line.isEmpty() ? new String[0] : line.split(" ", -1)));
        assertTrue(err.toString().contains("--help"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
        assertEquals(List.of(), requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "help run", "--version", "run --version"})
    void helpAndVersionAreZeroAndGoToStandardOutput(String line) {
        assertEquals(0, execute(throwing(new IOException()), line.split(" ", -1)));
        assertTrue(out.toString().contains("tributary"));
        assertEquals("", err.toString());
    }
}
