package io.tributary.protocol.message;

import io.tributary.protocol.plan.SignedDocument;

/**
 * An operator asks for a run.
 *
 * @param plan a {@link io.tributary.protocol.plan.RunPlan} signed by the model owner
 */
public record RunRequest(SignedDocument plan) implements WireMessage {}
