package io.tributary.coordinator.store;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;

/**
 * What a database held after a transaction, in a few words: enough to know later whether a database is the same one, went on from
 * there, or is another that only counts as far.
 *
 * @param sequence number of the transaction, 0 before the first
 * @param mark drawn for that transaction, hex; empty before the first. Two databases that went apart have different ones
 * @param audit the last entry of the audit log
 * @param version the last model version that was committed, of whatever model
 */
public record LastWritten(long sequence, String mark, Place audit, Place version) {
    /** Hex digits of a mark. */
    public static final int MARK = 32;
    /** Stands for a mark that a database does not hold. */
    public static final String NO_MARK = "0".repeat(MARK);
    /** Of how many transactions, the last ones, a database keeps the marks. */
    public static final int MARKS = 4096;
    /** Before the first transaction. */
    public static final LastWritten NOTHING = new LastWritten(0, "", Place.NONE, Place.NONE);

    /**
     * A place in a sequence, and what stands there.
     *
     * @param number 1 for the first, 0 if there is none
     * @param sha256 hex, of the signed payload; 64 zeros if there is none
     */
    public record Place(long number, String sha256) {
        /** Nothing yet. */
        public static final Place NONE = new Place(0, Sha256.ZERO.hex());

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if a field is out of range
         */
        public Place {
            Fields.within("number", number, 0, Long.MAX_VALUE);
            Sha256.requireHex("sha256", sha256);
        }
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public LastWritten {
        Fields.within("sequence", sequence, 0, Long.MAX_VALUE);
        Fields.line("mark", mark, sequence == 0 ? 0 : MARK, MARK);
    }
}
