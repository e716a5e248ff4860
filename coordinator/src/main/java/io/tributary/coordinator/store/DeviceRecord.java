package io.tributary.coordinator.store;

import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;
import java.util.Optional;

/**
 * An enrolled device.
 *
 * @param publicKey base64 of its raw Ed25519 key
 * @param certificate the newest, signed by the registrar; holds the id and that key
 * @param enrolled when it first got one
 * @param expires when {@code certificate} ends
 * @param revoked when an operator revoked it
 * @param cloned when two copies of its directory were seen; it is out until it is recovered
 */
public record DeviceRecord(String device, String publicKey, SignedDocument certificate, Instant enrolled,
        Instant expires, Optional<Instant> revoked, Optional<Instant> cloned) {}
