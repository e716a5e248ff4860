package io.tributary.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Why something from outside was refused. The list is closed: each reason is a wire code, an HTTP status and a metric label,
 * and has its line in docs/protocol.md.
 */
public enum Reason {
    /** Not JSON, or not the JSON of a known message. */
    MALFORMED(400),
    /** A message or document of a format version that this side does not speak. */
    UNSUPPORTED_VERSION(400),
    /** A well-formed message with a field out of range. */
    INVALID_FIELD(400),
    /** No valid token or proof was shown. */
    UNAUTHENTICATED(401),
    /** A certificate or an enrolment token that was good once. */
    EXPIRED(401),
    /** The device was revoked, for ever. */
    REVOKED(403),
    /** Authenticated, but not allowed, such as acting for another device. */
    FORBIDDEN(403),
    /** No such run, round, model, version or chunk. */
    NOT_FOUND(404),
    /** The device id is enrolled with another key. */
    DEVICE_TAKEN(409),
    /** The enrolment token has enrolled another device or key. */
    TOKEN_USED(409),
    /** The device is not in this round's cohort. */
    NOT_SELECTED(403),
    /** The update was made under another plan. */
    WRONG_PLAN(409),
    /** The update was trained from another model version. */
    WRONG_MODEL_VERSION(409),
    /** The round is not the one that is open. */
    WRONG_ROUND(409),
    /** The round no longer takes reports. */
    LATE(409),
    /** Another update of this device was already accepted in this round. */
    ALREADY_REPORTED(409),
    /** The rest of an upload does not begin where the coordinator holds it up to. */
    WRONG_OFFSET(409),
    /** The run has finished: nothing of it is left to go on with. */
    RUN_OVER(409),
    /** The sealed length is not the one that the plan implies. */
    WRONG_LENGTH(422),
    /** The number of values is not that of the layout. */
    WRONG_SHAPE(422),
    /** The values are not float32. */
    WRONG_DTYPE(422),
    /** A chunk does not open: altered, spliced, swapped, or sealed to another round's key. */
    BAD_SEAL(422),
    /** Bytes do not have the hash that names them: an upload, a chunk, a manifest's tree. */
    HASH_MISMATCH(422),
    /** A chunk opened but is not a chunk. */
    MALFORMED_CHUNK(422),
    /** A value is NaN or infinite. */
    NOT_FINITE(422),
    /** A value is beyond the plan's bound. */
    OUT_OF_BOUND(422),
    /** The weight is not 1..maxWeight. */
    BAD_WEIGHT(422),
    /** A document carries no signature. */
    UNSIGNED(422),
    /** A document is signed by a key that is not pinned. */
    WRONG_SIGNER(422),
    /** A signature does not match the bytes. */
    BAD_SIGNATURE(422),
    /** A model version does not continue the lineage, or is older than the one held. */
    BAD_LINEAGE(422),
    /** The request is larger than any legal one. */
    TOO_LARGE(413),
    /** As many uploads are incomplete as the coordinator may keep; try again later. */
    NO_ROOM(507),
    /** More requests of one device or address than are taken; Retry-After says when. */
    RATE_LIMITED(429),
    /** The store or the round cannot take it now; try again later. */
    UNAVAILABLE(503);

    private final int status;

    Reason(int status) {
        this.status = status;
    }

    /** HTTP status of a response that carries this reason. */
    public int status() {
        return status;
    }

    /** Wire code in kebab-case, such as {@code wrong-plan}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads {@link #code}.
     *
     * @throws IllegalArgumentException if no reason has this code
     */
    @JsonCreator
    public static Reason of(String code) {
        for (Reason reason : values()) {
            if (reason.code().equals(code)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("unknown reason code '" + code + "'");
    }
}
