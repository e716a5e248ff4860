package io.tributary.protocol.message;

import io.tributary.protocol.plan.SignedDocument;

/**
 * The answer to an {@link EnrolmentRequest}.
 *
 * @param certificate a {@link Certificate} signed by the registrar
 */
public record EnrolmentGrant(SignedDocument certificate) implements WireMessage {}
