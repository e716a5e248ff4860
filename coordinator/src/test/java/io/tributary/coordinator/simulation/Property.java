package io.tributary.coordinator.simulation;

/** What must hold in every simulated world. */
enum Property {
    /** An acknowledged update is durable when its receipt leaves, and in the model if its round has one (I1). */
    NOTHING_ACKNOWLEDGED_IS_LOST,
    /** Every update is in the model at most once, and the same content again gets the same receipt (I2). */
    AN_UPDATE_COUNTS_AT_MOST_ONCE,
    /** No write of an owner that was taken over succeeds (I7). */
    ONLY_THE_OWNER_ADVANCES_A_ROUND,
    /** Every round is committed, or abandoned for a reason that devices or operators gave. */
    EVERY_ROUND_ENDS,
    /** No request ends in a fault of the program. */
    NO_REQUEST_MEETS_A_FAULT,
    /** Every device learns in the end what became of its update, and that nothing is left to do. */
    NOBODY_WAITS_FOR_EVER,
    /** Every version is, to the bit, what the accepted updates make from the version before. */
    A_MODEL_IS_WHAT_WAS_ACCEPTED,
    /** No key that an offer named outlives the run: what was sealed to it stays sealed (I5). */
    KEYS_ARE_DESTROYED,
    /** A device that was revoked at one member is out at every member, two seconds later. */
    WHO_IS_OUT_IS_OUT_EVERYWHERE,
    /** Of updates, complete or not, nothing stays in bucket and rows when the run is over. */
    NOTHING_IS_LEFT
}
