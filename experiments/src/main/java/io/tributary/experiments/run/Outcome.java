package io.tributary.experiments.run;

import io.tributary.experiments.report.FinalFigures;
import io.tributary.learning.Evaluation;

/**
 * What a device holds at the end, measured by this program itself.
 *
 * @param version of the registry
 * @param sha256 hex, of the parameters as little-endian float32
 * @param figures of unseen examples, and of each device
 */
record Outcome(int version, String sha256, Evaluation evaluation, FinalFigures figures) {}
