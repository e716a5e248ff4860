package io.tributary.protocol.plan;

/**
 * One round put before the devices chosen for it; signed by the coordinator's key.
 *
 * @param v format version, 1
 * @param run UUIDv7 of the run
 * @param round 1-based
 * @param planHash hex SHA-256 of the plan's signed bytes
 * @param model registry name
 * @param modelVersion the version to train from, at least 0
 * @param manifestHash hex SHA-256 of that version's signed manifest bytes
 * @param roundKey base64 of the raw 32-byte X25519 public key that updates are sealed to
 * @param deadline epoch milliseconds after which reports are late
 */
public record RoundOffer(int v, String run, int round, String planHash, String model, int modelVersion,
        String manifestHash,
        String roundKey, long deadline) {}
