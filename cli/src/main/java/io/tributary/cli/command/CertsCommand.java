package io.tributary.cli.command;

import io.tributary.cli.certs.CertificateFolder;
import io.tributary.cli.certs.CertsMade;
import io.tributary.cli.certs.CertsRequest;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a private certificate authority and what it signs. */
@Command(name = "certs", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Makes a private certificate authority (CA) and a TLS certificate for the coordinator.",
            "With --device, also a client certificate each, for a coordinator that asks for them (mTLS).",
            "A CA that is in DIR already goes on: devices that pin it need not be told."},
        footer = {"", "For example:", "  ./tributary certs --out certs --host fl.example.org --host 192.0.2.7",
            "  ./tributary certs --out certs --device device-07",
            "  ./tributary certs --out certs --host fl.example.org "
                    + "--force      renews the coordinator's"})
public final class CertsCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 3650;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder of the CA and what it signs")
    private Path out = Path.of("");

    @Option(names = "--host", paramLabel = "NAME_OR_IP",
            description = "a name or address of the coordinator, as devices write it in its URL; may be repeated; "
                    + "default: localhost, 127.0.0.1 and ::1")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--days", paramLabel = "N", description = "how long certificates hold, 1..3650; default: 365")
    private int days = 365;

    @Option(names = "--device", paramLabel = "NAME", description = "a device that gets one of its own; may be repeated")
    private List<String> devices = new ArrayList<>();

    @Option(names = "--force", description = "makes certificates that are there anew; the CA stays")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        if (days < 1 || days > MOST_DAYS) {
            throw new ParameterException(spec.commandLine(), "--days must be 1.." + MOST_DAYS + ", not " + days);
        }
        CertsMade made = CertificateFolder.make(new CertsRequest(out, hosts, Duration.ofDays(days), devices, force),
                InstantSource.system());
        tell(made, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private void tell(CertsMade made, PrintWriter say) {
        made.files().forEach(file -> say.println("wrote " + file));
        say.println();
        say.println("coordinator: its TLS certificate is " + out.resolve("coordinator.pem") + ", its key "
                + out.resolve("coordinator.key"));
        say.println("devices and operators: give them a copy of " + made.authority() + " and no key of this folder but "
                + "their own" + (made.freshAuthority() ? "; it is new, so they must pin it now" : ""));
        if (!devices.isEmpty()) {
            say.println("a device shows its own .pem with its .key; the coordinator asks for them when "
                    + made.authority() + " is given as its client authorities");
        }
        say.println(
                "keep " + out.resolve("ca.key") + " away from the network: whoever has it can pose as the coordinator");
        say.flush();
    }
}
