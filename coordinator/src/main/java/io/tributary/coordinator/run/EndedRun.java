package io.tributary.coordinator.run;

import io.tributary.protocol.plan.ModelManifest;
import java.util.Optional;

/**
 * A run that is over.
 *
 * @param run its id
 * @param newest the newest version of its model; empty if none was made
 */
public record EndedRun(String run, Optional<ModelManifest> newest) {}
