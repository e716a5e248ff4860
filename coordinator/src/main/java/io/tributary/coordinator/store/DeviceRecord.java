package io.tributary.coordinator.store;

import io.tributary.protocol.plan.SignedDocument;

/**
 * An enrolled device.
 *
 * @param publicKey base64 of its raw Ed25519 key
 * @param certificate signed by the registrar; holds the id and that key
 */
public record DeviceRecord(String device, String publicKey, SignedDocument certificate) {}
