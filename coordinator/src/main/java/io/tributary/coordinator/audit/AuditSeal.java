package io.tributary.coordinator.audit;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;

/**
 * The last line of an archive: which part of the log it holds. Signed by the coordinator's key.
 *
 * @param v format version, 1
 * @param first sequence number of the first entry
 * @param last of the last
 * @param base hash of the entry before the first, 64 zeros if there is none
 * @param hash of the last entry
 * @param sha256 hex SHA-256 of all lines before this one, with their ends
 */
record AuditSeal(int v, long first, long last, String base, String hash, String sha256) implements Versioned {
    AuditSeal {
        Fields.version(v);
        Fields.within("first", first, 1, Long.MAX_VALUE);
        Fields.within("last", last, first, Long.MAX_VALUE);
        Sha256.requireHex("base", base);
        Sha256.requireHex("hash", hash);
        Sha256.requireHex("sha256", sha256);
    }

    /** Whether it is the seal of this part. */
    boolean isOf(AuditStore.Segment segment) {
        return first == segment.first() && last == segment.last() && base.equals(segment.base())
                && hash.equals(segment.hash());
    }
}
