package io.tributary.coordinator.store;

/** Whether a run goes on, and if not, why. */
public enum RunStatus {
    /** Rounds go on. */
    ACTIVE,
    /** It waits for an operator; the reason says what for. */
    PAUSED,
    /** All rounds are done. */
    FINISHED,
    /** Stopped by an operator. */
    STOPPED,
    /** It cannot go on, or came to nothing; the reason says why. */
    FAILED
}
