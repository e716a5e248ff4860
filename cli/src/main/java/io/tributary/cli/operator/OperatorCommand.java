package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Messages;
import io.tributary.cli.console.Table;
import io.tributary.experiments.Printable;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.AlteredVersion;
import io.tributary.protocol.message.WireJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command by which an operator talks to a coordinator, and which answers people or programs. */
abstract class OperatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final OperatorOptions options;

    @Option(names = "--json", description = "answers as JSON, for programs")
    private boolean json;

    OperatorCommand(Map<String, String> environment) {
        this.options = new OperatorOptions(environment);
    }

    @Override
    public Integer call() throws Exception {
        return perform(needsToken() ? options.connect() : options.connectAsAnybody());
    }

    /** Does it. @return the exit code */
    abstract int perform(OperatorClient operator) throws Exception;

    /** Whether only operators may do it. */
    boolean needsToken() {
        return true;
    }

    final boolean isJson() {
        return json;
    }

    final void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Printable.lines(line));
        out.flush();
    }

    /** For people, or as the coordinator said it for programs. */
    final void show(Object answer, Table table) {
        if (json) {
            say(text(answer));
        } else {
            table.lines().forEach(this::say);
        }
    }

    /** For people, or as the coordinator said it for programs. */
    final void show(Object answer, String sentence) {
        say(json ? text(answer) : sentence);
    }

    /** Names on the error stream what was altered. @return the exit code */
    final int told(List<AlteredVersion> altered) {
        altered.forEach(version -> Messages.say(spec.commandLine().getErr(), version.model() + " version "
                + version.version() + " was altered: " + version.why()));
        return altered.isEmpty() ? ExitCode.OK : ExitCode.NOT_MET;
    }

    private static String text(Object answer) {
        return new String(WireJson.write(answer), StandardCharsets.UTF_8);
    }
}
