package io.tributary.loadtest.poisoning;

import io.tributary.experiments.data.DataException;
import io.tributary.experiments.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays rules against attacks and writes a table of what each loses. What is done already in its folder is not done again. */
@Command(name = "loadtest/poison", mixinStandardHelpOptions = true,
        description = {"Plays an experiment with each rule under each attack, and writes results.json, results.csv,",
            "results.md and results.html. What is in the folder already is not played again, so that a suite",
            "which was stopped goes on."},
        footer = {"", "For example:", "  loadtest/poison loadtest/suites/fashion-mnist.yaml",
            "  loadtest/poison loadtest/suites/glyphs.yaml --rule median --rule '{ krum: { byzantine: 2 } }' --attack minMax"})
public final class Poison implements Callable<Integer> {
    private static final int MISTAKE = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SUITE",
            description = "the suite's YAML file: experiment, set, attackers, trusted, rules, attacks")
    private Path file = Path.of("");

    @Option(names = "--rule", paramLabel = "RULE",
            description = "plays this one in place of the suite's; may be repeated")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--attack", paramLabel = "ATTACK", description = "plays this one likewise; may be repeated")
    private List<String> attacks = new ArrayList<>();

    @Option(names = "--set", paramLabel = "PATH=VALUE",
            description = "replaces a value of the experiment; may be repeated")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "where to write and to go on; default: out/poison/SUITE")
    private Path out = Path.of("");

    @Option(names = "--threads", paramLabel = "N", description = "devices that train at once; default: processors")
    private int threads = Runtime.getRuntime().availableProcessors();

    private Poison() {}

    /** Runs the command. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Poison()).setParameterExceptionHandler((wrong, _) -> {
            wrong.getCommandLine().getErr().println(wrong.getMessage() + "; --help says more");
            return MISTAKE;
        }).setExecutionExceptionHandler((failure, command, _) -> {
            if (failure instanceof ConfigException || failure instanceof DataException
                    || failure instanceof IOException || failure instanceof IllegalArgumentException) {
                command.getErr().println(failure.getMessage());
                return MISTAKE;
            }
            throw failure;
        });
    }

    @Override
    public Integer call() throws Exception {
        Suite suite = Suite.read(file).with(overrides);
        List<Choice> ruled = rules.isEmpty() ? suite.ruleChoices() : rules.stream().map(Choice::of).toList();
        List<Choice> attacking = attacks.isEmpty() ? suite.attackChoices() : attacks.stream().map(Choice::of).toList();
        Path folder = out.toString().isEmpty() ? Path.of("out", "poison", name()) : out;
        Files.createDirectories(folder);
        new Matches(suite, folder, threads, spec.commandLine().getOut()).play(ruled, attacking);
        return 0;
    }

    private String name() {
        return String.valueOf(file.getFileName()).replaceAll("\\.ya?ml$", "");
    }
}
