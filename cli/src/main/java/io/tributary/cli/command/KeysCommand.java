package io.tributary.cli.command;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.ClusterConfig;
import io.tributary.cli.server.OwnerKeys;
import io.tributary.coordinator.access.EnrolmentTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
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
        footer = {"", "Example:", "  ./tributary keys --out out/owner",
            "With --cluster, makes the secrets that all members of a cluster share instead:",
            "  ./tributary keys --cluster --out out/secrets"})
public final class KeysCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder for the two files")
    private Path out = Path.of("");

    @Option(names = "--cluster",
            description = "make the signing key, the key-encryption key and the admin token of a cluster")
    private boolean cluster;

    @Override
    public Integer call() throws Exception {
        if (cluster) {
            return clusterSecrets();
        }
        OwnerKeys.make(out);
        spec.commandLine().getOut()
                .println("made " + out.resolve(OwnerKeys.SECRET) + ", which signs plans: keep it secret, "
                        + "and keep a copy\nmade " + out.resolve(OwnerKeys.PUBLIC)
                        + ": list it under owners: in the coordinator's "
                        + "config");
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private int clusterSecrets() throws CommandException {
        try {
            ClusterConfig.makeSecrets(out, InstantSource.system(), EnrolmentTokens::random);
        } catch (IOException there) {
            throw new CommandException(String.valueOf(there.getMessage()), there);
        }
        spec.commandLine().getOut().println("made the secrets of a cluster in " + out
                + ": give every member a copy, and "
                + "keep one\nadd " + ClusterConfig.Secret.DATABASE.in(out) + ", " + ClusterConfig.Secret.ACCESS.in(out)
                + " and " + ClusterConfig.Secret.S3.in(out) + ", and name the folder under cluster.secrets in each "
                + "member's config");
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
