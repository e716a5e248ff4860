package io.tributary.cli.command;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.OwnerKeys;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a model owner's key. */
@Command(name = "keys", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Makes a model owner's key: owner.key signs plans and stays with the owner; owner.pub is listed in",
            "the coordinator's config. A key that is there is never overwritten."},
        footer = {"", "Example:", "  ./tributary keys --out out/owner"})
public final class KeysCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder for the two files")
    private Path out = Path.of("");

    @Override
    public Integer call() throws Exception {
        OwnerKeys.make(out);
        spec.commandLine().getOut()
                .println("made " + out.resolve(OwnerKeys.SECRET) + ", which signs plans: keep it secret, "
                        + "and keep a copy\nmade " + out.resolve(OwnerKeys.PUBLIC)
                        + ": list it under owners: in the coordinator's "
                        + "config");
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
