package io.tributary.coordinator.store;

import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The audit log: rows are added and read, and leave only from the front, once they are in an archive. Thread-safe. Every method throws {@link StoreException} if storage breaks.
 */
public interface AuditStore {
    /** Makes the entry that follows another one. */
    @FunctionalInterface
    interface Following {
        /** The entry after the newest row, after none if the log is empty. What it throws leaves the log as it is. */
        SignedDocument after(Optional<Row> newest);
    }

    /**
     * Adds an entry, durably: the newest row is read in the transaction that adds the next one, so that no two follow the same.
     *
     * @param entry may run on another thread that writes, and must not write itself
     * @return the row that was added
     */
    Row append(Following entry);

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
