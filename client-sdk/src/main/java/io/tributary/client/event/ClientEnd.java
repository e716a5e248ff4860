package io.tributary.client.event;

/** Why a client ended. */
public enum ClientEnd {
    /** It was closed. */
    CLOSED,
    /** The runs have ended, and it was told to end with them. */
    RUNS_OVER,
    /** It is not let in: its token is dead, its name taken, or it was revoked. */
    DENIED,
    /** An error of the client itself, or of the JVM. */
    FAILED
}
