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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The audit log as a table, as the coordinator tells it. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Shows the audit log as the coordinator tells it, oldest first.",
            "Nothing is checked: that is what audit verify does. A row that holds no entry any more is named, exit 3."},
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
        long altered = operator.ask(coordinator -> list(new AuditPages(coordinator, after), say));
        if (altered > 0) {
            say.println("the audit log was altered at entry " + altered + ": it cannot be read; audit verify checks "
                    + "the others");
        }
        say.flush();
        return altered > 0 ? ExitCode.NOT_MET : ExitCode.OK;
    }

    /** @return the first entry that is none, 0 if all can be read */
    private long list(AuditPages entries, PrintWriter say) {
        long first = 0;
        long last = after;
        while (entries.hasNext()) {
            SignedDocument document = entries.next();
            try {
                AuditEntry entry = WireJson.readDocument(document.payload(), AuditEntry.class);
                last = entry.sequence();
                say.println(row(entry));
            } catch (RejectedException unreadable) {
                last++;
                first = first == 0 ? last : first;
                say.println(String.format(Locale.ROOT, "%8s  altered: this row holds no entry", last));
            }
        }
        return first;
    }

    private static String row(AuditEntry entry) {
        return printable(String.format(Locale.ROOT, ROW, entry.sequence(), Instant.ofEpochMilli(entry.at()),
                entry.outcome().name().toLowerCase(Locale.ROOT), entry.who() + "@" + entry.address(), entry.route(),
                entry.reason()));
    }

    /** Whoever wrote it cannot command the terminal. */
    static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
