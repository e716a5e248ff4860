package io.tributary.cli.command;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.IdleDirectory;
import io.tributary.coordinator.directory.HandOver;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replaces the keys of a coordinator by new ones, which the old root signs. */
@Command(name = "hand-over", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Makes new keys for a coordinator that does not run. The old root signs them, and devices follow by themselves.",
            "The old secrets are destroyed. Back up DIR/coordinator.key afterwards: backups from before are of no use.",
            "When a key leaked, see the operations guide first: a thief of the root can sign new keys as well."},
        footer = {"", "Example:", "  ./tributary coordinator hand-over out/coordinator"})
final class CoordinatorHandOver implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "the coordinator's directory")
    private Path directory = Path.of("");

    @Option(names = "--only", paramLabel = "PURPOSE",
            description = "root, registrar, offers, receipts, versions, audit or directory; may be repeated. That of the "
                    + "audit log is replaced always. Default: all")
    private List<String> only = List.of();

    @Override
    public Integer call() throws Exception {
        Set<KeyPurpose> purposes = purposes();
        SigningKeys keys =
                IdleDirectory.checked(directory, () -> HandOver.of(directory, purposes, InstantSource.system()));
        spec.commandLine().getOut().println("key set " + keys.chain().sequence() + " is in force, its root is "
                + keys.root() + "\nthe secrets that were replaced are gone: back up "
                + directory.resolve("coordinator.key") + " now\n"
                + "start the coordinator: it writes a new trust folder, for new devices; others follow by themselves");
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private Set<KeyPurpose> purposes() throws CommandException {
        if (only.isEmpty()) {
            return EnumSet.allOf(KeyPurpose.class);
        }
        Set<KeyPurpose> purposes = EnumSet.noneOf(KeyPurpose.class);
        try {
            only.forEach(name -> purposes.add(KeyPurpose.of(name)));
        } catch (IllegalArgumentException unknown) {
            throw new CommandException("--only: " + unknown.getMessage(), unknown);
        }
        return purposes;
    }
}
