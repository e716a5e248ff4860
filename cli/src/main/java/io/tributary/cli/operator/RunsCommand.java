package io.tributary.cli.operator;

import io.tributary.cli.console.Version;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs of a coordinator. */
@Command(name = "runs", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Starts, stops, resumes, shows and deletes runs.", synopsisSubcommandLabel = "COMMAND")
public final class RunsCommand extends CommandGroup {
    private RunsCommand() {}

    public static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new RunsCommand()).addSubcommand(new RunsStart(environment))
                .addSubcommand(new RunsStop(environment)).addSubcommand(new RunsResume(environment))
                .addSubcommand(new RunsList(environment)).addSubcommand(new RunsShow(environment))
                .addSubcommand(new RunsWatch(environment)).addSubcommand(new RunsDelete(environment))
                .addSubcommand(new RunsProof(environment));
    }
}
