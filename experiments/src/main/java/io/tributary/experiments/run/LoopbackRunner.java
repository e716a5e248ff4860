package io.tributary.experiments.run;

import io.tributary.experiments.deployment.CoordinatorHost;
import io.tributary.experiments.deployment.Deployment;
import io.tributary.experiments.deployment.DeviceHost;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.deployment.LocalDeployment;
import io.tributary.experiments.deployment.ProcessDeployment;
import io.tributary.experiments.deployment.RunRequest;
import io.tributary.experiments.deployment.RunWatch;
import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.experiments.report.ReportFolder;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.tls.ClientTls;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Carries out an experiment on this machine: a real coordinator on loopback and real devices, in this JVM or in several,
 * which talk real HTTP either way.
 */
public final class LoopbackRunner implements ExperimentRunner {
    @Override
    public ExperimentOutcome run(RunRequest request, ProgressView progress) throws Exception {
        try {
            return carryOut(request, progress);
        } catch (ClosedByInterruptException stopped) {
            Thread.interrupted(); // an InterruptedException says so from here on
            InterruptedException interrupted = new InterruptedException("stopped while a file was open");
            interrupted.initCause(stopped);
            throw interrupted;
        }
    }

    private static ExperimentOutcome carryOut(RunRequest request, ProgressView progress) throws Exception {
        long began = System.nanoTime();
        progress.step("reading the data");
        Experiment experiment = Experiment.prepare(request.config(), request.overrides(),
                (done, all) -> progress.step("reading the data: " + done + " of " + all));
        experiment.data().dataset().warnings().forEach(progress::message);
        Path out =
                ReportFolder.make(request.out(), experiment.config().name(), LocalDateTime.now(ZoneId.systemDefault()));
        Files.createDirectories(out.resolve("model"));
        try (WorkDirectory work = WorkDirectory.in(out)) {
            SigningKey owner = SigningKey.generate();
            Deployment stage = request.processes()
                    ? new ProcessDeployment(request, experiment, owner, work.path(), progress::message)
                    : new LocalDeployment(experiment, owner, work.path());
            Finish finish = new Finish(experiment, request, out, began, progress);
            return finish.report(play(experiment, owner, stage, progress),
                    ReturnedModel.use(experiment, stage.contact(), work.path().resolve("devices"),
                            out.resolve("model")));
        }
    }

    /** From the coordinator's start until everything of the run has ended again. */
    private static RunView play(Experiment experiment, SigningKey owner, Deployment stage, ProgressView progress)
            throws Exception {
        progress.step("starting the coordinator");
        try (CoordinatorHost coordinator = stage.coordinator()) {
            OperatorClient operator =
                    new OperatorClient(coordinator.uri(), coordinator.operatorToken(), ClientTls.USUAL);
            RunWatch watch = new RunWatch(operator, progress);
            String run = operator.start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(experiment.plan())));
            progress.step("starting " + experiment.devices() + " devices");
            try (DeviceHost devices = stage.devices(coordinator, watch)) {
                var ended = devices.run();
                ended.exceptionally(failure -> {
                    watch.fail("the devices failed: " + failure.getMessage());
                    return null;
                });
                RunView view = watch.untilOver(run);
                progress.step("bringing the model back to the devices");
                ended.join();
                return view;
            }
        }
    }
}
