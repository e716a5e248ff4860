package io.tributary.coordinator.simulation;

/** A guarantee that the properties rest on. A test may play a world in which one of them is broken. */
enum Guarantee {
    /** None is broken. */
    ALL_HOLD,
    /** The store accepts one update of a device in a round. */
    UNIQUE_KEY,
    /** The store refuses writes of an outdated owner. */
    FENCE,
    /** A report is acknowledged after its row is there. */
    ACKNOWLEDGE_AFTER_COMMIT,
    /** An event is stored before its effects are performed. */
    EVENT_BEFORE_EFFECT,
    /** A repeated report is recognised. */
    DEDUPE,
    /** A committed object survives a power loss. */
    DURABILITY,
    /** A run is claimed from nobody who holds it. */
    OWNER_CHECK,
    /** The list of the parts of an upload is committed before its device is told how much is there. */
    PARTS_BEFORE_ACKNOWLEDGEMENT,
    /** A round's key is destroyed after its model is committed. */
    KEY_AFTER_COMMIT,
    /** A member looks for runs by itself, whatever others tell it. */
    SURVEY,
    /** A member looks for revoked devices by itself, whatever others tell it. */
    REVOCATIONS_ARE_LOOKED_FOR,
    /** What nobody goes on with is removed. */
    SWEEP,
    /** Ranges that a lost member took are handed out again. */
    REQUEUE
}
