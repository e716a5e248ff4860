package io.tributary.coordinator.store;

import io.tributary.protocol.plan.SignedDocument;
import java.util.List;
import java.util.Optional;

/**
 * The audit log: rows are added and read, nothing else. Thread-safe. Every method throws {@link StoreException} if storage breaks.
 */
public interface AuditStore {
    /**
     * Adds an entry, durably.
     *
     * @param sequence 1 for the first, then one more each
     * @param previous hash of the entry before; no two entries have the same
     * @return false if another entry has that sequence or that entry before it; nothing is changed then
     */
    boolean append(long sequence, String previous, SignedDocument entry);

    /**
     * A row.
     *
     * @param sequence its number
     * @param document as it was added; without a signature if the row was altered so that it holds no document any more
     */
    record Row(long sequence, SignedDocument document) {}

    /** Rows after a sequence number, in order, at most {@code limit}. */
    List<Row> after(long sequence, int limit);

    /** The newest row. */
    Optional<Row> newest();
}
