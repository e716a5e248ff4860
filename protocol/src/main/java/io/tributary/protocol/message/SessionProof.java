package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Versioned;
import java.util.regex.Pattern;

/**
 * Proof that the speaker holds a device's key, good for one session; the payload of a document that the device signs.
 *
 * @param v format version, 1
 * @param device enrolled id
 * @param issued epoch milliseconds; at most 5 minutes from the coordinator's clock
 * @param nonce chosen by the device and used once, 16..64 characters of base64url or a UUID
 */
public record SessionProof(int v, String device, long issued, String nonce) implements Versioned {
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public SessionProof {
        Fields.version(v);
        Ids.device(device);
        Fields.within("issued", issued, 0, Long.MAX_VALUE);
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException(
                    "nonce must have 16..64 characters of A-Z, a-z, 0-9, '-' and '_', not '" + Fields.excerpt(nonce)
                            + "'");
        }
    }
}
