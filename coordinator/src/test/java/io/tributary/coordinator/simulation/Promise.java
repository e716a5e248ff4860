package io.tributary.coordinator.simulation;

/** A promise on which the others are built. A test may have a world that breaks one of them. */
enum Promise {
    /** All is as it should be. */
    ALL_KEPT,
    /** The store counts a device once a round, whatever comes. */
    UNIQUE_KEY,
    /** The store refuses writes of an outdated owner. */
    FENCE,
    /** A report is acknowledged after its row is there. */
    ACKNOWLEDGE_AFTER_COMMIT,
    /** An event is stored before its effects are performed. */
    EVENT_BEFORE_EFFECT,
    /** A report that came before is recognised. */
    DEDUPE,
    /** A blob that was committed is still there after the power failed. */
    DURABILITY
}
