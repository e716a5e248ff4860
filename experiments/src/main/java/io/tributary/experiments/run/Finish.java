package io.tributary.experiments.run;

import io.tributary.experiments.config.Expectation;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.deployment.RunRequest;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.experiments.report.Environment;
import io.tributary.experiments.report.FinalModel;
import io.tributary.experiments.report.Report;
import io.tributary.experiments.report.ReportInput;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The end of an experiment: what it is judged by, its report, and what the user is shown. */
record Finish(Experiment experiment, RunRequest request, Path out, long began, ProgressView progress) {
    private static final double NANOS = 1e9;

    ExperimentOutcome report(RunView run, Outcome outcome) throws IOException {
        double seconds = (System.nanoTime() - began) / NANOS;
        List<String> failures = failures(outcome, seconds);
        FinalModel model = new FinalModel(outcome.version(), outcome.sha256(), true, outcome.evaluation().accuracy());
        List<String> classes = experiment.data().dataset().classNames();
        Path html = Report.write(out,
                new ReportInput(experiment.config().name(), experiment.config().seed(), run, model,
                        io.tributary.experiments.report.Expectation.of(failures), classes, outcome.samples(),
                        configText(),
                        Environment.current(experiment.plan().training().threads()), Instant.now(), seconds));
        progress.message(PredictionTable.of(outcome.samples(), classes));
        progress.message(String.format(Locale.ROOT, "held-out accuracy %.4f, model version %d, sha256 %s",
                outcome.evaluation().accuracy(), outcome.version(), outcome.sha256()));
        return new ExperimentOutcome(html, failures);
    }

    private List<String> failures(Outcome outcome, double seconds) {
        List<String> failures = new ArrayList<>();
        for (Expectation expectation : experiment.config().expect()) {
            double value = switch (expectation.metric()) {
                case ACCURACY -> outcome.evaluation().accuracy();
                case LOSS -> outcome.evaluation().loss();
                case SECONDS -> seconds;
            };
            if (!expectation.metBy(value)) {
                failures.add(expectation.failure(value));
            }
        }
        return failures;
    }

    private String configText() throws IOException {
        StringBuilder text = new StringBuilder(Files.readString(request.config()));
        request.overrides().forEach(override -> text.append("\n# --set ").append(override));
        return text.toString();
    }
}
