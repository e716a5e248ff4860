package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.OwnerKeys;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs an experiment's plan and starts a run of it. */
@Command(name = "start", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Signs the plan of an experiment with the owner's key and starts a run of it. The experiment's data is",
            "read here, for the plan names its shape; none of it is sent."},
        footer = {"", "Example:",
            "  ./tributary runs start examples/configs/pair.yaml --owner-key out/owner/owner.key"})
final class RunsStart extends OperatorCommand {
    @Parameters(paramLabel = "EXPERIMENT", description = "the experiment's YAML file")
    private Path experiment = Path.of("");

    @Option(names = "--owner-key", paramLabel = "FILE", required = true,
            description = "owner.key, as ./tributary keys makes it")
    private Path ownerKey = Path.of("");

    @Option(names = "--set", paramLabel = "PATH=VALUE",
            description = "replaces a value of the experiment, say --set train.rounds=5; may be repeated")
    private List<String> overrides = new ArrayList<>();

    RunsStart(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        SigningKey owner = OwnerKeys.secret(ownerKey);
        Experiment prepared = Experiment.prepare(experiment, overrides, (_, _) -> {});
        String run = operator.start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(prepared.plan())));
        show(new RunCreated(run), "started run " + run + ": " + prepared.plan().rounds() + " rounds of "
                + prepared.plan().round().selected() + " devices; watch it: ./tributary runs watch " + run);
        return ExitCode.OK;
    }
}
