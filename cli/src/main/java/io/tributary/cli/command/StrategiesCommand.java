package io.tributary.cli.command;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.ClassPathOption;
import io.tributary.experiments.catalogue.Listing;
import io.tributary.protocol.message.WireJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what a strategy can be made of, or explains one part of it. */
@Command(name = "strategies", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Lists what a config may choose: rules, server optimizers, methods, layers,",
            "codecs and what goes with them, with settings, defaults and papers. With a",
            "NAME, explains that one and shows how a config chooses it. Plug-ins of",
            "--class-path are among them, with their origin."},
        footer = {"", "For example:", "  ./tributary strategies", "  ./tributary strategies krum",
            "", "Which one when: docs/strategies.md"})
public final class StrategiesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "as the list shows it, such as krum")
    private @Nullable String name;

    @Mixin
    private ClassPathOption classPath = new ClassPathOption();

    @Option(names = "--json", description = "answers as JSON, for programs")
    private boolean json;

    @Override
    public Integer call() throws CommandException {
        classPath.use();
        List<Listing> found = Listing.of(kind -> name == null || kind.name().equalsIgnoreCase(name));
        if (found.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "there is no strategy '" + name + "'; there are: "
                    + Listing.of(_ -> true).stream().map(Listing::name).collect(Collectors.joining(", ")));
        }
        PrintWriter out = spec.commandLine().getOut();
        lines(found).forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }

    private List<String> lines(List<Listing> found) {
        if (json) {
            return List.of(new String(WireJson.write(found), StandardCharsets.UTF_8));
        }
        return name == null ? StrategyTables.lists(found)
                : found.stream().flatMap(kind -> StrategyTables.page(kind).stream()).toList();
    }
}
