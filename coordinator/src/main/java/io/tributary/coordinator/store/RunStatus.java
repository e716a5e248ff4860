package io.tributary.coordinator.store;

/** Whether a run goes on, and if not, why. */
public enum RunStatus {
    /** Rounds go on. */
    ACTIVE,
    /** All rounds are done. */
    FINISHED,
    /** Stopped by an operator. */
    STOPPED,
    /** Cannot go on; the last event says why. */
    FAILED
}
