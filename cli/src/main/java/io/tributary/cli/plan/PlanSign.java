package io.tributary.cli.plan;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.ClassPathOption;
import io.tributary.cli.server.OwnerKeys;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.yaml.DurationText;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs an experiment's plan into a file, for so many runs within some time. */
@Command(name = "sign", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Signs the plan of an experiment with the owner's key, for so many runs and for some time. Whoever has",
            "the file and an operator's token may start these runs, and no more."},
        footer = {"", "Example:",
            "  ./tributary plan sign examples/configs/pair.yaml --owner-key out/owner/owner.key --out out/pair.plan"})
final class PlanSign implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(365);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "EXPERIMENT", description = "the experiment's YAML file")
    private Path experiment = Path.of("");

    @Option(names = "--owner-key", paramLabel = "FILE", required = true,
            description = "owner.key, as ./tributary keys makes it")
    private Path ownerKey = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "where the signed plan is written")
    private Path out = Path.of("");

    @Option(names = "--runs", paramLabel = "N", description = "how many runs may be started, 1..1000000. Default: 1")
    private int runs = 1;

    @Option(names = "--valid", paramLabel = "TIME",
            description = "how long runs may be started, 1m to 365d. Default: 7d")
    private String valid = "7d";

    @Mixin
    private ClassPathOption classPath = new ClassPathOption();

    @Option(names = "--set", paramLabel = "PATH=VALUE",
            description = "replaces a value of the experiment, say --set train.rounds=5; may be repeated")
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        classPath.use();
        SigningKey owner = OwnerKeys.secret(ownerKey);
        Duration length = DurationText.parse(valid)
                .filter(time -> time.compareTo(Duration.ofMinutes(1)) >= 0 && time.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new CommandException(
                        "--valid must be a time from 1m to 365d, such as 12h or 7d, not '" + valid + "'"));
        SignedPlan plan = SignedPlan.sign(Experiment.prepare(experiment, overrides, (_, _) -> {}).plan(), owner, length,
                runs);
        DurableFile.replace(out, plan.bytes());
        spec.commandLine().getOut()
                .println("signed " + out + " for " + runs + (runs == 1 ? " run" : " runs") + " until "
                        + Instant.ofEpochMilli(plan.plan().use().expires())
                        + "; start one: ./tributary runs start --plan "
                        + out);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
