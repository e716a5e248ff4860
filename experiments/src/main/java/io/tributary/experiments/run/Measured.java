package io.tributary.experiments.run;

import io.tributary.experiments.report.DeviceFigures;
import io.tributary.learning.Evaluation;
import java.util.List;

/**
 * How good what came back is.
 *
 * @param evaluation on held-out data
 * @param devices how it serves each device, by device index
 */
record Measured(Evaluation evaluation, List<DeviceFigures> devices) {}
