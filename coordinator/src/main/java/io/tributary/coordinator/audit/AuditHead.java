package io.tributary.coordinator.audit;

import io.tributary.protocol.Sha256;

/**
 * The end of the log as somebody saw it; kept outside, it shows whether the log was cut or rewritten.
 *
 * @param sequence of the entry, 0 for an empty log
 * @param hash hex SHA-256 of the entry, 64 zeros for an empty log
 */
public record AuditHead(long sequence, String hash) {
    /** That of an empty log. */
    public static final AuditHead EMPTY = new AuditHead(0, Sha256.ZERO.hex());

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public AuditHead {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence must be at least 0, not " + sequence);
        }
        Sha256.requireHex("hash", hash);
    }
}
