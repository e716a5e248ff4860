package io.tributary.experiments.report;

import org.jspecify.annotations.Nullable;

/**
 * The model that came back.
 *
 * @param modelVersion of the registry
 * @param sha256 hex, of the parameters as little-endian float32
 * @param signatureVerified whether its manifest's signature was checked, by this program, and was right
 * @param accuracy on held-out data, 0..1; null if there was none to measure on
 */
public record FinalModel(int modelVersion, String sha256, boolean signatureVerified, @Nullable Double accuracy) {}
