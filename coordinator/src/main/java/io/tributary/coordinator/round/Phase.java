package io.tributary.coordinator.round;

/**
 * The name of a round's state. Secure rounds will add Sharing and Unmasking after Reporting, asynchronous runs Buffering in
 * its place: each is one more name here, one more record of {@link RoundState} and rows of {@link TransitionTable}.
 */
public enum Phase {
    /** Waiting for enough devices to check in. */
    SELECTING,
    /** The cohort is drawn; its key and offer are being made. */
    CONFIGURING,
    /** The offer is out; updates come in. */
    REPORTING,
    /** The accepted set is fixed and is being summed. */
    AGGREGATING,
    /** The next model version is there. */
    COMMITTED,
    /** The round ended without a model version. */
    ABANDONED;

    /** Whether the round is over, but for its closing effects. */
    public boolean ended() {
        return this == COMMITTED || this == ABANDONED;
    }
}
