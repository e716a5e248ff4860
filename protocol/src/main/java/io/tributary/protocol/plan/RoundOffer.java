package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import java.util.Base64;

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
        String roundKey, long deadline) implements Versioned {
    /** Length of a raw X25519 public key. */
    public static final int KEY_BYTES = 32;

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public RoundOffer {
        Fields.version(v);
        Ids.run(run);
        Fields.within("round", round, 1, RunPlan.MAX_ROUNDS);
        Sha256.requireHex("planHash", planHash);
        Ids.model(model);
        Fields.within("modelVersion", modelVersion, 0, Integer.MAX_VALUE);
        Sha256.requireHex("manifestHash", manifestHash);
        Fields.bytes("roundKey", decode(roundKey), KEY_BYTES);
        Fields.within("deadline", deadline, 0, Long.MAX_VALUE);
    }

    /** The raw 32 bytes of {@link #roundKey}. */
    public byte[] roundKeyBytes() {
        return decode(roundKey);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "roundKey must be base64 of 32 bytes, not '" + Fields.excerpt(base64) + "'",
                    malformed);
        }
    }
}
