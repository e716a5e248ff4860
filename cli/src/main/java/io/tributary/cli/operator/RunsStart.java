package io.tributary.cli.operator;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.plan.SignedPlan;
import io.tributary.cli.server.ClassPathOption;
import io.tributary.cli.server.OwnerKeys;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.network.NetworkFile;
import io.tributary.experiments.weights.StartFile;
import io.tributary.experiments.weights.WeightsException;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.NetworkFiles;
import io.tributary.learning.architecture.Architectures;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a run of a plan that is signed here, or was signed before. */
@Command(name = "start", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Starts a run: of a plan that ./tributary plan sign made, or of an experiment whose plan is signed here",
            "with the owner's key, for one run within a day. The experiment's data is read here, for the plan names",
            "its shape; none of it is sent."},
        footer = {"", "Examples:",
            "  ./tributary runs start examples/configs/pair.yaml --owner-key out/owner/owner.key",
            "  ./tributary runs start --plan out/pair.plan"})
final class RunsStart extends OperatorCommand {
    private static final Duration ONE_DAY = Duration.ofDays(1);

    @Parameters(paramLabel = "EXPERIMENT", arity = "0..1", description = "the experiment's YAML file")
    private @Nullable Path experiment;

    @Option(names = "--owner-key", paramLabel = "FILE", description = "owner.key, as ./tributary keys makes it")
    private @Nullable Path ownerKey;

    @Option(names = "--plan", paramLabel = "FILE", description = "a signed plan, as ./tributary plan sign makes it")
    private @Nullable Path plan;

    @Option(names = "--start", paramLabel = "FILE",
            description = "with --plan of an experiment with model.start: that file, whose hash the plan has")
    private @Nullable Path startFile;

    @Option(names = "--torchscript", paramLabel = "FILE",
            description = "with --plan of an experiment with model.torchscript: that file, whose hash the plan has")
    private @Nullable Path torchscript;

    @Option(names = "--priority", paramLabel = "0..9",
            description = "how soon it is played while runs wait: 9 first, and an hour of waiting counts as one more; default: as the experiment says")
    private @Nullable Integer priority;

    @Mixin
    private ClassPathOption classPath = new ClassPathOption();

    @Option(names = "--set", paramLabel = "PATH=VALUE",
            description = "replaces a value of the experiment, say --set train.rounds=5; may be repeated")
    private List<String> overrides = new ArrayList<>();

    RunsStart(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        classPath.use();
        if (priority != null && (priority < 0 || priority > RunQueueing.MOST_PRIORITY)) {
            throw new CommandException("--priority must be 0.." + RunQueueing.MOST_PRIORITY + ", not " + priority);
        }
        Chosen chosen = chosen();
        SignedPlan signed = chosen.signed();
        if (chosen.start().isPresent()) {
            operator.putStart(signed.plan().model(), chosen.start().get());
        }
        if (chosen.network().isPresent()) {
            operator.putNetwork(signed.plan().model(), chosen.network().get());
        }
        String run = operator.start(signed.document(), priority == null ? chosen.priority() : priority);
        show(new RunCreated(run), "started run " + run + ": " + signed.plan().rounds() + " rounds of "
                + signed.plan().round().selected() + " devices; watch it: ./tributary runs watch " + run);
        return ExitCode.OK;
    }

    /**
     * A signed plan, the priority of its run where the command line says none, and what the plan names by its hash, if it does.
     *
     * @param start values that the model begins with
     * @param network the TorchScript file
     */
    private record Chosen(SignedPlan signed, int priority, Optional<float[]> start, Optional<byte[]> network) {}

    private Chosen chosen() throws Exception {
        if (plan != null && experiment == null && ownerKey == null && overrides.isEmpty()) {
            SignedPlan read = SignedPlan.read(plan);
            Optional<byte[]> network = network(read.plan());
            return new Chosen(read, RunQueueing.USUAL_PRIORITY, start(read.plan()), network);
        }
        if (plan != null || experiment == null || ownerKey == null || startFile != null
                || torchscript != null) {
            throw new CommandException("name either EXPERIMENT and --owner-key FILE, whose plan is signed now, or "
                    + "--plan FILE (with --start FILE or --torchscript FILE if it brings one along), which was signed before");
        }
        SigningKey owner = OwnerKeys.secret(ownerKey);
        Experiment prepared = Experiment.prepare(experiment, overrides, (_, _) -> {});
        return new Chosen(SignedPlan.sign(prepared.plan(), owner, ONE_DAY, 1), prepared.config().priority(),
                prepared.start(), prepared.networkFile());
    }

    /** Without the file the values may be there already; the coordinator says if not. */
    private Optional<float[]> start(RunPlan signed) throws CommandException, WeightsException {
        if (startFile == null) {
            return torchscript == null ? Optional.empty() : ownValues(signed);
        }
        float[] values = StartFile.read(startFile, signed);
        String found = VectorDigest.of(values).hex();
        if (!signed.spec().given().equals(Optional.of(found))) {
            throw new CommandException("--start " + startFile + " holds values of SHA-256 " + found + ", and the plan "
                    + signed.spec().given().map(start -> "names " + start).orElse("brings no start along"));
        }
        return Optional.of(values);
    }

    /** The values in the TorchScript file, if the plan begins with them. */
    private static Optional<float[]> ownValues(RunPlan signed) throws CommandException {
        try {
            LearningEngine.Built built = LearningEngine.required().build(signed.spec(), signed.seed());
            float[] values = Architectures.travelling(built.layout(), signed.training(), built.values());
            return Optional.of(values).filter(
                    found -> signed.spec().given().equals(Optional.of(VectorDigest.of(found).hex())));
        } catch (IllegalArgumentException refused) {
            throw new CommandException("--torchscript: " + refused.getMessage(), refused);
        }
    }

    private Optional<byte[]> network(RunPlan signed) throws CommandException {
        if (torchscript == null) {
            return Optional.empty();
        }
        try {
            NetworkSpec.TorchScript found = NetworkFile.of(torchscript);
            if (!found.equals(signed.spec().network())) {
                throw new CommandException("--torchscript " + torchscript + " has the SHA-256 " + found.sha256()
                        + ", which is not the network that the plan names: " + signed.spec().network());
            }
            return Optional.of(NetworkFiles.read(found));
        } catch (IllegalArgumentException unreadable) {
            throw new CommandException("--torchscript " + unreadable.getMessage(), unreadable);
        }
    }
}
