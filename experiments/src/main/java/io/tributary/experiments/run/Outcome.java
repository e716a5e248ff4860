package io.tributary.experiments.run;

import io.tributary.experiments.report.SamplePrediction;
import io.tributary.learning.Evaluation;
import java.util.List;

/**
 * What a device holds at the end, measured by this program itself.
 *
 * @param version of the registry
 * @param sha256 hex, of the parameters as little-endian float32
 * @param samples unseen examples, and what the device says they are
 */
record Outcome(int version, String sha256, Evaluation evaluation, List<SamplePrediction> samples) {}
