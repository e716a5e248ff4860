package io.tributary.cli.audit;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.IdleDirectory;
import io.tributary.coordinator.directory.OfflineCopy;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.experiments.Printable;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.identity.KeyChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks every version of every model in a copy of a coordinator's directory. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Reads a copy of a coordinator's directory, or that of one that does not run, and checks every version of every",
            "model: signature, place in the lineage, and every chunk that is kept. Changes nothing and asks nobody.",
            "Exits with 0 if all are as they were signed, with 3 if not, and names of each model the first that is not."},
        footer = {"", "For example:",
            "  ./tributary registry verify --dir backup/coordinator --coordinator-key trust.json"})
final class RegistryVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "the directory, or a copy of it")
    private Path directory = Path.of("");

    @Option(names = "--coordinator-key", paramLabel = "KEY", required = true,
            description = "the coordinator's public key, as base64 or as the trust.json that devices have")
    private String key = "";

    @Override
    public Integer call() throws Exception {
        KeyChain pinned = PinnedKey.of(key);
        boolean whole = IdleDirectory.checked(directory, () -> verify(pinned));
        spec.commandLine().getOut().flush();
        return whole ? ExitCode.OK : ExitCode.NOT_MET;
    }

    private boolean verify(KeyChain pinned) throws IOException {
        try (OfflineCopy copy = OfflineCopy.open(directory)) {
            KeyChain keys = copy.follow(pinned);
            boolean whole = true;
            if (copy.models().isEmpty()) {
                say("there are no models");
            }
            for (String model : copy.models()) {
                whole &= verify(copy, keys, model);
            }
            return whole;
        } catch (DamagedException unreadable) {
            say("the registry cannot be read: " + unreadable.getMessage());
            return false;
        }
    }

    private boolean verify(OfflineCopy copy, KeyChain keys, String model) {
        try {
            say(model + ": " + copy.verify(keys, model) + " versions, all as they were signed");
            return true;
        } catch (RejectedException altered) {
            say(model + " was altered: " + altered.reason().code() + ": " + altered.detail());
        } catch (StoreException unreadable) {
            say(model + " cannot be read: " + unreadable.getMessage());
        }
        return false;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Printable.line(line));
    }
}
