package io.tributary.client.event;

/** What a device is doing, in the order in which a round goes. */
public enum Phase {
    /** Verifies the model and the sealed update kept on disk, once at start. */
    LOAD,
    /** Enrols, once, and opens a session. */
    ENROL,
    /** Asks for work and verifies the offer. */
    CHECK_IN,
    /** Fetches and verifies plan, manifest and chunks. */
    FETCH,
    /** Trains on the device's own data. */
    TRAIN,
    /** Seals the update to the round's key, into the journal. */
    SEAL,
    /** Uploads the sealed update, or what the coordinator lacks of it. */
    UPLOAD,
    /** Reports the upload and verifies the receipt. */
    REPORT,
    /** Tells the coordinator that the device will not finish the round. */
    DECLINE,
    /** Ends. */
    END
}
