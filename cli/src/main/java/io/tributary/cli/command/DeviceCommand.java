package io.tributary.cli.command;

import io.tributary.cli.agent.DeviceAgent;
import io.tributary.cli.agent.DeviceSettings;
import io.tributary.cli.agent.DeviceSettings.ClientCertificate;
import io.tributary.cli.agent.DeviceSettings.Connection;
import io.tributary.cli.agent.DeviceSettings.DataFiles;
import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.operator.Names;
import io.tributary.cli.operator.TokenFiles;
import io.tributary.cli.server.ClassPathOption;
import io.tributary.client.eligibility.LocalLimits;
import io.tributary.experiments.Printable;
import io.tributary.experiments.process.StartCheck;
import io.tributary.experiments.process.TemporaryFiles;
import io.tributary.protocol.Labels;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** A device agent. */
@Command(name = "device", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Takes part in rounds with data that never leaves this machine, and keeps the model that came of it.",
            "Stays for the next run until it is stopped. Killed at any point and started again, it goes on.",
            "With --once: 0 if it holds a model that a round made, 1 if nothing was learned. A run that failed, was stopped or is",
            "paused is over for it, and what earlier rounds and runs made counts: how a run ended, `runs watch` says."},
        footer = {"", "Example:", "  ./tributary device --coordinator https://localhost:8443 --trust trust \\",
            "      --token-file token-1 --name camera-7 --data pictures"})
public final class DeviceCommand implements Callable<Integer> {
    private static final long MIB = 1 << 20;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--coordinator", paramLabel = "URL", split = ",",
            description = {
                "where the coordinator is, or several of its members, with commas between: one that answers is enough.",
                "Default: TRIBUTARY_COORDINATOR"})
    private List<URI> coordinators = new ArrayList<>();

    @Option(names = "--trust", paramLabel = "DIR", required = true,
            description = "a copy of the folder trust of the coordinator's directory: whom to believe")
    private Path trust = Path.of("");

    @Option(names = "--token", paramLabel = "TOKEN",
            description = "the one-time enrolment token, until the device is enrolled; others on this machine can see it here")
    private @Nullable String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "a file with that token")
    private @Nullable Path tokenFile;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "1 to 64 of a-z, 0-9 and -")
    private String name = "";

    @Option(names = "--data", paramLabel = "WHERE", required = true,
            description = "a folder class/image.jpg, a folder with IDX files, or an experiment's YAML file: this device's part")
    private Path data = Path.of("");

    @Option(names = "--files", paramLabel = "WHERE",
            description = {
                "with an experiment's file that reads files: this device's own file or folder, all of which it trains on.",
                "The experiment's section data says what it is; its path and its partition do not count then"})
    private @Nullable Path files;

    @Option(names = "--classes", paramLabel = "NAME", split = ",",
            description = "for IDX files, whose labels are numbers: what 0, 1, ... are called, as in the plan, with commas between")
    private List<String> classes = new ArrayList<>();

    @Option(names = "--index", paramLabel = "N",
            description = "the device's place in the population, from 0; which part of an experiment's data it has. Default: 0")
    private int index;

    @Option(names = "--directory", paramLabel = "DIR",
            description = "where the device keeps key, journal and model. Default: .tributary/NAME")
    private @Nullable Path directory;

    @Option(names = "--threads", paramLabel = "N",
            description = "declines plans that train with more CPU threads than this. Default: no limit")
    private int threads = LocalLimits.NONE.threads();

    @Option(names = "--memory", paramLabel = "MIB",
            description = "declines plans whose training is estimated to need more mebibytes than this. Default: no limit")
    private long memory = LocalLimits.NONE.memoryBytes() / MIB;

    @Mixin
    private ClassPathOption classPath = new ClassPathOption();

    @Option(names = "--once",
            description = "ends when no run of the coordinator is played any more, instead of staying for the next one")
    private boolean once;

    @Option(names = "--client-certificate", paramLabel = "FILE",
            description = "a certificate to show to a coordinator that asks for one (mTLS), with --client-key")
    private @Nullable Path certificate;

    @Option(names = "--client-key", paramLabel = "FILE", description = "its key")
    private @Nullable Path certificateKey;

    public DeviceCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        classPath.use();
        PrintWriter out = spec.commandLine().getOut();
        DeviceSettings settings = settings();
        StartCheck.require(settings.directory());
        TemporaryFiles.below(settings.directory());
        boolean learned = new DeviceAgent(settings, line -> {
            out.println(Printable.line(line));
            out.flush();
        }).run();
        return learned ? ExitCode.OK : ExitCode.FAILED;
    }

    private DeviceSettings settings() throws CommandException {
        if (token != null && tokenFile != null) {
            throw new CommandException("--token and --token-file are two ways to say the same: give one");
        }
        if (index < 0) {
            throw new CommandException("--index must be at least 0, not " + index);
        }
        Path home = directory == null ? Path.of(".tributary", checkedName()) : directory;
        return new DeviceSettings(new Connection(addresses(), trust, enrolmentToken(), clientCertificate()),
                checkedName(),
                index, new DataFiles(data, labels(), Optional.ofNullable(files)), home, limits(), once);
    }

    private List<String> labels() throws CommandException {
        try {
            return Labels.require("--classes", classes.stream().map(Labels::normal).toList(), 0, classes.size());
        } catch (IllegalArgumentException wrong) {
            throw new CommandException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private LocalLimits limits() throws CommandException {
        LocalLimits most = LocalLimits.NONE;
        if (threads < 1 || threads > most.threads() || memory < 1 || memory > most.memoryBytes() / MIB) {
            throw new CommandException("--threads must be 1.." + most.threads() + " and --memory 1.."
                    + most.memoryBytes() / MIB + " MiB, not " + threads + " and " + memory);
        }
        return new LocalLimits(threads, memory * MIB);
    }

    private List<URI> addresses() throws CommandException {
        String text = environment.getOrDefault("TRIBUTARY_COORDINATOR", "");
        if (!coordinators.isEmpty()) {
            return coordinators;
        }
        if (text.isBlank()) {
            throw new CommandException("which coordinator? give --coordinator URL or set TRIBUTARY_COORDINATOR");
        }
        List<URI> members = new ArrayList<>();
        try {
            for (String member : text.split(",", -1)) {
                members.add(new URI(member.strip()));
            }
        } catch (URISyntaxException wrong) {
            throw new CommandException("TRIBUTARY_COORDINATOR is no address: " + wrong.getMessage(), wrong);
        }
        return members;
    }

    private Optional<ClientCertificate> clientCertificate() throws CommandException {
        if (certificate == null && certificateKey == null) {
            return Optional.empty();
        }
        if (certificate == null || certificateKey == null) {
            throw new CommandException("--client-certificate and --client-key are given together or not at all");
        }
        return Optional.of(new ClientCertificate(certificate, certificateKey));
    }

    private Optional<String> enrolmentToken() throws CommandException {
        return tokenFile == null ? Optional.ofNullable(token) : Optional.of(TokenFiles.read(tokenFile));
    }

    /** It becomes the name of a folder. */
    private String checkedName() throws CommandException {
        return Names.device(name);
    }
}
