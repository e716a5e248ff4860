package io.tributary.cli.audit;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.operator.OperatorOptions;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The audit log as a table, as the coordinator tells it. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Shows the audit log as the coordinator tells it, oldest first.",
            "Nothing is checked: that is what audit verify does."},
        footer = {"", "For example:", "  ./tributary audit list --coordinator https://fl.example.org:8443 --ca ca.pem "
                + "--token-file admin.token --after 100"})
final class AuditListCommand implements Callable<Integer> {
    private static final String ROW = "%8s  %-24s  %-7s  %-24s  %-36s  %s";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final OperatorOptions operator;

    @Option(names = "--after", paramLabel = "N", description = "begins behind this entry; default: 0, the whole log")
    private int after;

    AuditListCommand(Map<String, String> environment) {
        this.operator = new OperatorOptions(environment);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter say = spec.commandLine().getOut();
        say.println(String.format(Locale.ROOT, ROW, "entry", "at", "outcome", "who", "what", "why"));
        operator.ask(coordinator -> {
            new AuditPages(coordinator, after).forEachRemaining(entry -> say.println(row(entry)));
            return true;
        });
        say.flush();
        return ExitCode.OK;
    }

    private static String row(SignedDocument document) {
        try {
            AuditEntry entry = WireJson.readDocument(document.payload(), AuditEntry.class);
            return printable(String.format(Locale.ROOT, ROW, entry.sequence(), Instant.ofEpochMilli(entry.at()),
                    entry.outcome().name().toLowerCase(Locale.ROOT), entry.who() + "@" + entry.address(), entry.route(),
                    entry.reason()));
        } catch (RejectedException malformed) {
            throw new CompletionException(malformed);
        }
    }

    /** Whoever wrote it cannot command the terminal. */
    static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
