package io.tributary.experiments.config;

import java.util.List;

/**
 * What is done with what comes of a run.
 *
 * @param expect what must come of it
 * @param export where its figures go beside its report
 */
public record OutcomeConfig(List<Expectation> expect, ExportConfig export) {
    /** Copies the expectations. */
    public OutcomeConfig {
        expect = List.copyOf(expect);
    }
}
