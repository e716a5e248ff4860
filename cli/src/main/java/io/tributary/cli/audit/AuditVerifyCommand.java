package io.tributary.cli.audit;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Messages;
import io.tributary.cli.console.Version;
import io.tributary.cli.operator.OperatorOptions;
import io.tributary.cli.server.IdleDirectory;
import io.tributary.coordinator.audit.AuditHead;
import io.tributary.coordinator.audit.AuditReport;
import io.tributary.coordinator.audit.AuditVerifier;
import io.tributary.coordinator.directory.OfflineCopy;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.secureagg.file.FollowedKeys;
import io.tributary.secureagg.identity.KeyChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks every entry of the audit log against the coordinator's keys, which follow from the pinned one, and the entry before. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Fetches the whole audit log and checks each entry's signature and its link to the one before.",
            "Exits with 0 if it is whole, with 3 if it was altered, and names the first entry that is wrong.",
            "With --head, a log that was cut off or replaced since the last time is seen as well.",
            "With --dir, the log of a copy is read, and no coordinator needs to run."},
        footer = {"", "For example:",
            "  ./tributary audit verify --coordinator https://fl.example.org:8443 --ca ca.pem "
                    + "--token-file admin.token --coordinator-key trust.json --head audit.head",
            "  ./tributary audit verify --dir backup/coordinator --coordinator-key trust.json --head audit.head"})
final class AuditVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final OperatorOptions operator;

    @Option(names = "--coordinator-key", paramLabel = "KEY", required = true,
            description = "the coordinator's public key, as base64 or as the trust.json that devices have")
    private String key = "";

    @Option(names = "--dir", paramLabel = "DIR",
            description = "reads a copy of the coordinator's directory, or that of one that does not run, and asks nobody")
    private @Nullable Path directory;

    @Option(names = "--head", paramLabel = "FILE",
            description = "the end of the log as it was last seen: compared if it is there, written when all is well;"
                    + " beside it, FILE.keys: the coordinator's keys")
    private @Nullable Path head;

    AuditVerifyCommand(Map<String, String> environment) {
        this.operator = new OperatorOptions(environment);
    }

    @Override
    public Integer call() throws Exception {
        Optional<AuditHeadFile> file = Optional.ofNullable(head).map(AuditHeadFile::new);
        Optional<AuditHead> remembered = file.isPresent() ? file.get().read() : Optional.empty();
        AuditReport report = look(followed(PinnedKey.of(key)), remembered);
        if (report instanceof AuditReport.Intact intact && file.isPresent()) {
            file.get().write(intact.head());
        }
        return tell(report, spec.commandLine().getOut());
    }

    /** Beside the remembered head lie the keys that were followed. */
    private FollowedKeys followed(KeyChain pinned) throws IOException {
        return head == null ? FollowedKeys.of(pinned)
                : FollowedKeys.open(head.resolveSibling(head.getFileName() + ".keys"), pinned,
                        said -> Messages.say(spec.commandLine().getErr(), said));
    }

    private AuditReport look(FollowedKeys keys, Optional<AuditHead> remembered)
            throws CommandException, IOException, InterruptedException {
        Path copy = directory;
        if (copy == null) {
            return operator.ask(coordinator -> verify(coordinator, keys, remembered));
        }
        return IdleDirectory.checked(copy, () -> {
            try (OfflineCopy offline = OfflineCopy.open(copy)) {
                return offline.verify(new AuditVerifier(offline.follow(keys.chain()), remembered));
            } catch (DamagedException unreadable) {
                return new AuditReport.Broken(1, String.valueOf(unreadable.getMessage()));
            }
        });
    }

    private static AuditReport verify(OperatorClient coordinator, FollowedKeys keys, Optional<AuditHead> remembered)
            throws RejectedException, IOException, InterruptedException {
        List<KeyLink> links = coordinator.keys(Math.max(0, keys.chain().sequence() - 1));
        try {
            keys.follow(links);
        } catch (RejectedException foreign) {
            return new AuditReport.Broken(1, "its keys do not follow from the pinned one: " + foreign.getMessage());
        }
        return new AuditVerifier(keys.chain(), remembered).verify(new AuditPages(coordinator, 0));
    }

    private static int tell(AuditReport report, PrintWriter say) {
        int code = switch (report) {
            case AuditReport.Intact intact -> {
                say.println("the audit log is whole: " + intact.head().sequence() + " entries, the last is "
                        + intact.head().hash());
                say.println("denials and the like that were counted but not listed: " + intact.unlisted());
                intact.notExcluded().forEach(open -> say.println("not excluded: " + open));
                yield ExitCode.OK;
            }
            case AuditReport.Broken broken -> {
                say.println("the audit log was altered at entry " + broken.sequence() + ": "
                        + AuditListCommand.printable(broken.why()));
                yield ExitCode.NOT_MET;
            }
        };
        say.flush();
        return code;
    }
}
