package io.tributary.experiments.run;

import io.tributary.experiments.config.ClusterPart;
import io.tributary.experiments.config.ConfigText;
import io.tributary.experiments.data.DataException;
import io.tributary.experiments.deployment.CoordinatorHost;
import io.tributary.experiments.deployment.Deployment;
import io.tributary.experiments.deployment.DeviceHost;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.deployment.LocalDeployment;
import io.tributary.experiments.deployment.MembersDeployment;
import io.tributary.experiments.deployment.ProcessDeployment;
import io.tributary.experiments.deployment.RunRequest;
import io.tributary.experiments.deployment.RunWatch;
import io.tributary.experiments.export.Exporters;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.experiments.report.ReportFolder;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Carries out an experiment on this machine: a real coordinator on loopback and real devices, in this JVM or in several,
 * which talk real HTTP either way. What they keep stays until the run has finished, so that it can be resumed.
 */
public final class LoopbackRunner implements ExperimentRunner {
    @Override
    public ExperimentOutcome run(RunRequest request, ProgressView progress) throws Exception {
        try {
            return switch (request) {
                case RunRequest.Fresh fresh -> begin(fresh, progress);
                case RunRequest.Resumed resumed -> resume(resumed.out(), progress);
            };
        } catch (ClosedByInterruptException stopped) {
            Thread.interrupted(); // an InterruptedException says so from here on
            InterruptedException interrupted = new InterruptedException("stopped while a file was open");
            interrupted.initCause(stopped);
            throw interrupted;
        }
    }

    private static ExperimentOutcome begin(RunRequest.Fresh request, ProgressView progress) throws Exception {
        ConfigText config = ConfigText.read(request.config(), request.overrides());
        EarlierRun.requireNone(request.out(), request.force());
        Experiment experiment = prepare(config, progress);
        Path out =
                ReportFolder.make(request.out(), experiment.config().name(), LocalDateTime.now(ZoneId.systemDefault()));
        try (RunDirectory directory = RunDirectory.begin(out, config, request.processes(), plan(experiment))) {
            EarlierRun.delete(out);
            return carryOut(experiment, directory, out, progress);
        }
    }

    private static ExperimentOutcome resume(Path out, ProgressView progress) throws Exception {
        Optional<ExperimentOutcome> over = EarlierRun.finished(out);
        if (over.isPresent()) {
            progress.message("the run in " + out + " has finished; nothing is left to do");
            return over.get();
        }
        try (RunDirectory directory = RunDirectory.resume(out)) {
            Experiment experiment;
            try {
                experiment = prepare(directory.config(), progress);
            } catch (ConfigException | DataException missing) {
                throw new RunFolderException(missing.getMessage() + directory.whereFrom());
            }
            directory.requireSame(plan(experiment));
            return carryOut(experiment, directory, out, progress);
        }
    }

    private static Experiment prepare(ConfigText config, ProgressView progress)
            throws ConfigException, DataException, InterruptedException {
        progress.step("reading the data");
        Experiment experiment = Experiment.prepare(config,
                (done, all) -> progress.count("reading the data", done, all));
        experiment.data().requireHere(experiment.config());
        experiment.data().dataset().warnings().forEach(progress::message);
        return experiment;
    }

    /** What the plan says, whenever it may be used. */
    private static Sha256 plan(Experiment experiment) {
        return Sha256.of(WireJson.write(experiment.plan().toBuilder().use(new PlanUse("any", 0, 1, 1, 1)).build()));
    }

    private static ExperimentOutcome carryOut(Experiment experiment, RunDirectory directory, Path out,
            ProgressView progress) throws Exception {
        try (Exporters exports = RunExports.open(experiment.config(), out,
                Sha256.of(directory.owner().publicKey().raw()).hex(), directory.config().settings(), progress)) {
            return carryOut(experiment, directory, new RunReports(experiment, directory, out, exports), out, progress);
        }
    }

    private static ExperimentOutcome carryOut(Experiment experiment, RunDirectory directory, RunReports reports,
            Path out, ProgressView progress) throws Exception {
        Files.createDirectories(reports.modelFolder());
        boolean finished = false;
        try {
            Deployment stage = stage(experiment, directory, progress);
            play(experiment, directory, stage, reports, progress);
            Outcome outcome = ReturnedModel.use(experiment, stage.contact(), directory.path().resolve("devices"),
                    reports.modelFolder());
            List<String> failures = reports.finished(outcome);
            finished = true;
            directory.delete();
            ReturnedModel.tell(experiment, outcome, progress);
            return new ExperimentOutcome(out.resolve("report.html"), failures);
        } catch (Exception failure) {
            if (!finished) {
                tell(failure, reports, out, progress);
            }
            throw failure;
        }
    }

    /** Whatever ended the run, its report says so. */
    private static void tell(Exception failure, RunReports reports, Path out, ProgressView progress) {
        boolean stopped = failure instanceof InterruptedException || failure instanceof ClosedByInterruptException;
        boolean interrupted = Thread.interrupted(); // or the report could not be written
        try {
            reports.ended(stopped ? RunView.Status.STOPPED : RunView.Status.FAILED,
                    stopped ? "it was interrupted" : String.valueOf(failure.getMessage()));
        } catch (IOException | InterruptedException unwritten) {
            failure.addSuppressed(unwritten);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        progress.message("to go on where it ended: ./tributary run --resume " + out);
    }

    private static Deployment stage(Experiment experiment, RunDirectory directory, ProgressView progress)
            throws IOException {
        ClusterPart cluster = experiment.config().cluster();
        if (cluster.stores() == ClusterPart.Stores.SHARED) {
            return new MembersDeployment(new ProcessDeployment(directory.configFile(), directory.config().overrides(),
                    experiment, directory.owner(), directory.path(), directory.clock(), progress::message),
                    cluster.members(),
                    directory.path(), progress::message);
        }
        return directory.processes()
                ? new ProcessDeployment(directory.configFile(), directory.config().overrides(), experiment,
                        directory.owner(), directory.path(), directory.clock(), progress::message)
                : new LocalDeployment(experiment, directory.owner(), directory.path(), directory.clock());
    }

    /** From the coordinator's start until everything of the run has ended again. */
    private static void play(Experiment experiment, RunDirectory directory, Deployment stage, RunReports reports,
            ProgressView progress) throws Exception {
        ClusterPart cluster = experiment.config().cluster();
        progress.step(cluster.stores() == ClusterPart.Stores.EMBEDDED ? "starting the coordinator"
                : "starting a database, an object store and coordinators, " + cluster.members() + " in number");
        SigningKey owner = directory.owner();
        try (CoordinatorHost coordinator = stage.coordinator()) {
            OperatorClient operator =
                    new OperatorClient(coordinator.members(), coordinator.operatorToken(), ClientTls.USUAL);
            ModelPull models = new ModelPull(operator, owner.publicKey(), KeyChain.pinned(coordinator.key()));
            RunWatch watch = new RunWatch(operator, progress, view -> reports.seen(view, models));
            String run = started(operator, experiment, owner);
            experiment.config().cluster().killInRound()
                    .ifPresent(round -> coordinator.killPlayer(operator, run, round));
            progress.step("starting " + experiment.devices() + " devices");
            try (DeviceHost devices = stage.devices(coordinator, watch)) {
                var ended = devices.run();
                ended.exceptionally(failure -> {
                    watch.fail("the devices failed: " + failure.getMessage());
                    return null;
                });
                watch.untilOver(run);
                progress.step("bringing the model back to the devices");
                ended.join();
            }
        }
    }

    /** The run that the coordinator has, made to go on if it does not; a new one if it has none. */
    private static String started(OperatorClient operator, Experiment experiment, SigningKey owner) throws Exception {
        List<RunSummary> runs = operator.runs("").runs();
        if (runs.isEmpty()) {
            Optional<float[]> start = experiment.start();
            if (start.isPresent()) {
                operator.putStart(experiment.plan().model(), start.get());
            }
            Optional<byte[]> file = experiment.networkFile();
            if (file.isPresent()) {
                operator.putNetwork(experiment.plan().model(), file.get());
            }
            return operator.start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(experiment.plan())),
                    experiment.config().priority());
        }
        RunSummary earlier = runs.getFirst();
        if (earlier.status() != RunView.Status.ACTIVE && earlier.status() != RunView.Status.FINISHED) {
            operator.resume(earlier.run());
        }
        return earlier.run();
    }
}
