package io.tributary.protocol.message;

import io.tributary.protocol.plan.SignedDocument;

/**
 * A device asks for a session. Who asks is told by the proof of possession (RFC 9449) that comes in the header {@code DPoP}.
 *
 * @param certificate the device's {@link Certificate} as the registrar signed it
 * @param link the place of this session among those of the device
 */
public record SessionRequest(SignedDocument certificate, SessionLink link) implements WireMessage {}
