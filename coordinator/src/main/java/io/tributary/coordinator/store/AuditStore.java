package io.tributary.coordinator.store;

import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The audit log: rows are added and read, and leave only from the front, once they are in an archive. Thread-safe. Every method throws {@link StoreException} if storage breaks.
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

    /** The oldest row that is in no archive, or was not removed yet. */
    Optional<Row> oldest();

    /**
     * A part of the log that was moved to an archive.
     *
     * @param first sequence number of its first entry, at least 1
     * @param last of its last entry
     * @param base hash of the entry before the first; 64 zeros if there is none
     * @param hash of the last entry
     * @param object name of the archive
     * @param until when the last entry was made
     */
    record Segment(long first, long last, String base, String hash, String object, Instant until) {}

    /** Archives with entries after a sequence number, in order, at most {@code limit}. */
    List<Segment> segments(long sequence, int limit);

    /** Records that an archive is there, durably; again is no change. */
    void archived(Segment segment);

    /**
     * Removes rows that are in an archive, the oldest first, in one short transaction.
     *
     * @param rows how many at most, at least 1
     * @return whether there may be more
     */
    boolean trim(int rows);

    /** An archive is no longer kept; again is no change. */
    void forget(Segment segment);
}
