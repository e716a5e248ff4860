package io.tributary.experiments.run;

import io.tributary.experiments.config.Expectation;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.deployment.RunFailedException;
import io.tributary.experiments.export.Exporters;
import io.tributary.experiments.progress.ClosedRounds;
import io.tributary.experiments.report.ConfigUsed;
import io.tributary.experiments.report.DataLeftOut;
import io.tributary.experiments.report.Environment;
import io.tributary.experiments.report.FinalFigures;
import io.tributary.experiments.report.FinalModel;
import io.tributary.experiments.report.Report;
import io.tributary.experiments.report.ReportInput;
import io.tributary.experiments.report.RunState;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the report and the model of a run: after each of its rounds, and when it ends, however it ends. One thread. */
final class RunReports {
    private static final List<String> NOT_JUDGED = List.of("the run has not finished");
    private final Experiment experiment;
    private final RunDirectory directory;
    private final Path out;
    private final ConfigUsed config;
    private final Exporters exports;
    private final ClosedRounds closed = new ClosedRounds();
    private RunState state;
    private @Nullable FinalModel model;
    private int reported;

    RunReports(Experiment experiment, RunDirectory directory, Path out, Exporters exports)
            throws ConfigException {
        this.experiment = experiment;
        this.directory = directory;
        this.out = out;
        this.exports = exports;
        this.config = new ConfigUsed(directory.config().shown(), directory.config().settings());
        this.state = new RunState(RunView.Status.ACTIVE, null, experiment.plan().rounds(), List.of());
    }

    /** The folder of the model's parameters. */
    Path modelFolder() {
        return out.resolve("model");
    }

    /** A round may have closed: then its model and the report are written, the model first. */
    void seen(RunView run, ModelPull models)
            throws IOException, InterruptedException, RejectedException, RunFailedException {
        state = RunState.of(run);
        directory.time().tick(run);
        for (RoundView round : closed.fresh(run)) {
            exports.round(round);
        }
        if (run.history().size() > reported) {
            reported = run.history().size();
            try {
                pullNewest(models);
                write(NOT_JUDGED, FinalFigures.NONE);
            } catch (IOException unwritten) {
                throw new IOException("report and model in " + out + ": " + unwritten.getMessage(), unwritten);
            }
        }
    }

    private void pullNewest(ModelPull models) throws IOException, InterruptedException, RejectedException {
        RoundView newest = state.rounds().stream().filter(round -> round.outcome() == RoundView.Outcome.COMMITTED)
                .reduce((_, later) -> later).orElse(null);
        if (newest != null && (model == null || model.modelVersion() != newest.model().version())) {
            ModelManifest pulled = models.only(modelFolder(), directory.path(), experiment.plan().model(),
                    newest.model().version());
            model = new FinalModel(pulled.version(), pulled.content().sha256(), true, newest.accuracy());
        }
    }

    /**
     * The end of a run that finished: what it is judged by.
     *
     * @return what was not met, a sentence each
     */
    List<String> finished(Outcome outcome) throws IOException, InterruptedException {
        model = new FinalModel(outcome.version(), outcome.sha256(), true, outcome.evaluation().accuracy());
        List<String> failures = failures(outcome);
        write(failures, outcome.figures());
        exports.ended(RunView.Status.FINISHED);
        return failures;
    }

    /** The end of a run that did not finish. */
    void ended(RunView.Status how, String why) throws IOException, InterruptedException {
        boolean known = state.status() != RunView.Status.ACTIVE && state.status() != RunView.Status.FINISHED;
        state = known ? state : state.ended(how, why);
        write(NOT_JUDGED, FinalFigures.NONE);
        exports.ended(state.status());
    }

    private void write(List<String> failures, FinalFigures figures) throws IOException {
        List<String> expected = experiment.config().expect().stream().map(Expectation::toString).toList();
        Report.write(out, new ReportInput(experiment.config().name(), experiment.config().seed(), state, model,
                io.tributary.experiments.report.Expectation.of(expected, failures),
                experiment.data().dataset().classNames(), leftOut(), figures, config,
                Environment.of(experiment.plan()), Instant.now(), directory.seconds()));
    }

    private DataLeftOut leftOut() {
        return DataLeftOut.of(experiment.data().dataset().leftOut().stream()
                .map(one -> new DataLeftOut.File(one.file(), one.reason())).toList());
    }

    private List<String> failures(Outcome outcome) {
        List<String> failures = new ArrayList<>();
        for (Expectation expectation : experiment.config().expect()) {
            double value = switch (expectation.metric()) {
                case ACCURACY -> outcome.evaluation().accuracy();
                case LOSS -> outcome.evaluation().loss();
                case SECONDS -> directory.seconds();
            };
            if (!expectation.metBy(value)) {
                failures.add(expectation.failure(value));
            }
        }
        return failures;
    }
}
