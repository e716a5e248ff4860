package io.tributary.experiments.report;

import java.util.List;

/**
 * What is measured once, with the model that came back at the end.
 *
 * @param samples predictions on unseen examples
 * @param devices how it serves each device, by device index
 */
public record FinalFigures(List<SamplePrediction> samples, List<DeviceFigures> devices) {
    /** Of a run that has not ended. */
    public static final FinalFigures NONE = new FinalFigures(List.of(), List.of());

    /** Copies the lists. */
    public FinalFigures {
        samples = List.copyOf(samples);
        devices = List.copyOf(devices);
    }
}
