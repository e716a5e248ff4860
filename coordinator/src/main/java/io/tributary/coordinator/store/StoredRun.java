package io.tributary.coordinator.store;

/** A row of a list of runs: one that can be read, or what is known of one that cannot. */
public sealed interface StoredRun permits RunRecord, StoredRun.Damaged {
    /** UUIDv7. */
    String run();

    /**
     * A row that cannot be read. The others can.
     *
     * @param why what is damaged, in words
     */
    record Damaged(String run, String why) implements StoredRun {}
}
