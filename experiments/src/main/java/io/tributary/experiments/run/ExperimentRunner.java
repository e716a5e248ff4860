package io.tributary.experiments.run;

import io.tributary.experiments.deployment.RunRequest;
import io.tributary.experiments.progress.ProgressView;

/** Carries out experiments. */
@FunctionalInterface
public interface ExperimentRunner {
    /**
     * Carries out an experiment from its config to its report. An interrupt stops it: what it has started is ended before
     * this returns.
     *
     * @param request what to run
     * @param progress is told how it goes; stays open
     * @throws InterruptedException if it was stopped
     * @throws Exception whatever goes wrong; what the user can mend is a {@link io.tributary.experiments.UserError}
     */
    ExperimentOutcome run(RunRequest request, ProgressView progress) throws Exception;
}
