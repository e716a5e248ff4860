package io.tributary.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/**
 * Why something from outside was refused. The list is closed: each reason is a wire code, an HTTP status, a kind and a
 * metric label, and has its line in docs/protocol.md. What a reason means to whoever is refused stands here and nowhere else.
 */
public enum Reason implements WireWord {
    /** Not JSON, or not the JSON of a known message. */
    MALFORMED(400, Kind.ERROR),
    /** A message or document of a format version that this side does not speak. */
    UNSUPPORTED_VERSION(400, Kind.ERROR),
    /** A well-formed message with a field out of range. */
    INVALID_FIELD(400, Kind.ERROR),
    /** No valid token or proof was shown. */
    UNAUTHENTICATED(401, Kind.DENIAL),
    /** The proof of possession is not made for this process of the coordinator: the answer's DPoP-Nonce says for what (RFC 9449 section 8). */
    USE_DPOP_NONCE(401, Kind.ERROR),
    /** A session that ended because another one was opened for the same device: by itself, or by a copy of it. */
    SUPERSEDED(401, Kind.DENIAL),
    /** A certificate or an enrolment token that was good once. */
    EXPIRED(401, Kind.DENIAL),
    /** The device was revoked. */
    REVOKED(403, Kind.DENIAL),
    /** Two copies of the device's directory speak, or this one has a key that the device has no more. */
    CLONED(403, Kind.DENIAL),
    /** Authenticated, but not allowed, such as acting for another device. */
    FORBIDDEN(403, Kind.DENIAL),
    /** No such run, round, model, version or chunk. */
    NOT_FOUND(404, Kind.ERROR),
    /** The device id is enrolled with another key. */
    DEVICE_TAKEN(409, Kind.DENIAL),
    /** The enrolment token has enrolled another device or key. */
    TOKEN_USED(409, Kind.DENIAL),
    /** The device is not in this round's cohort. */
    NOT_SELECTED(403, Kind.ROUND_OVER),
    /** The update was made under another plan. */
    WRONG_PLAN(409, Kind.ERROR),
    /** The update was trained from another model version. */
    WRONG_MODEL_VERSION(409, Kind.ERROR),
    /** The round is not the one that is open. */
    WRONG_ROUND(409, Kind.ROUND_OVER),
    /** The round no longer takes reports. */
    LATE(409, Kind.ROUND_OVER),
    /** Another update of this device was already accepted in this round. */
    ALREADY_REPORTED(409, Kind.ROUND_OVER),
    /** The rest of an upload does not begin where the coordinator holds it up to. */
    WRONG_OFFSET(409, Kind.PASSING),
    /** The run has finished: nothing of it is left to go on with. */
    RUN_OVER(409, Kind.ROUND_OVER),
    /** As many runs were started with the plan as its owner allowed. */
    PLAN_SPENT(409, Kind.ERROR),
    /** The plan's owner allowed runs to be started up to an instant that has passed. */
    PLAN_EXPIRED(409, Kind.ERROR),
    /** The plan's owner allows runs to be started from a later instant on. */
    PLAN_NOT_YET(409, Kind.ERROR),
    /** The run, or what a run trains, cannot be deleted before the run is over. */
    RUN_ACTIVE(409, Kind.ERROR),
    /** The newest version of a model cannot be deleted alone: devices have it, and runs go on from it. */
    NEWEST_VERSION(409, Kind.ERROR),
    /** A model of this name was deleted: devices that hold a version of it take no other in its place. */
    MODEL_DELETED(409, Kind.ERROR),
    /** The sealed length is not the one that the plan implies. */
    WRONG_LENGTH(422, Kind.ERROR),
    /** The number of values is not that of the layout. */
    WRONG_SHAPE(422, Kind.ERROR),
    /** The values are not float32. */
    WRONG_DTYPE(422, Kind.ERROR),
    /** A chunk does not open: altered, spliced, swapped, or sealed to another round's key. */
    BAD_SEAL(422, Kind.ERROR),
    /** Bytes do not have the hash that names them: an upload, a chunk, a manifest's tree. */
    HASH_MISMATCH(422, Kind.ERROR),
    /** A chunk opened but is not a chunk. */
    MALFORMED_CHUNK(422, Kind.ERROR),
    /** A value is NaN or infinite. */
    NOT_FINITE(422, Kind.ERROR),
    /** A value is beyond the plan's bound. */
    OUT_OF_BOUND(422, Kind.ERROR),
    /** The weight is not 1..maxWeight. */
    BAD_WEIGHT(422, Kind.ERROR),
    /** The data has classes that the model does not have. */
    UNKNOWN_LABEL(422, Kind.ERROR),
    /** Inputs mean something else than the model takes. */
    WRONG_INPUT(422, Kind.ERROR),
    /** The plan names a plug-in that is not here, or in another version. */
    MISSING_PLUG_IN(422, Kind.ERROR),
    /** A document carries no signature. */
    UNSIGNED(422, Kind.ERROR),
    /** A document is signed by a key that is not pinned. */
    WRONG_SIGNER(422, Kind.ERROR),
    /** A signature does not match the bytes. */
    BAD_SIGNATURE(422, Kind.ERROR),
    /** A model version does not continue the lineage, or is older than the one held. */
    BAD_LINEAGE(422, Kind.ERROR),
    /** A device declines: its trainer failed. */
    TRAINING_FAILED(422, Kind.ERROR),
    /** A device declines: it lacks power, network or idleness, or the plan asks for more than it gives. */
    NOT_ELIGIBLE(409, Kind.ERROR),
    /** A device declines: its disk failed, or code of its application other than the trainer. */
    DEVICE_FAILED(500, Kind.ERROR),
    /** The request is larger than any legal one. */
    TOO_LARGE(413, Kind.ERROR),
    /** As many uploads are incomplete as the coordinator may keep; try again later. */
    NO_ROOM(507, Kind.PASSING),
    /** More requests of one device or address than are taken; Retry-After says when. */
    RATE_LIMITED(429, Kind.PASSING),
    /** The store or the round cannot take it now; try again later. */
    UNAVAILABLE(503, Kind.PASSING),
    /** The member that was asked is being stopped, and takes nothing new: another member does, at once. */
    DRAINING(503, Kind.PASSING);

    /** What follows from a refusal for whoever was refused. Each reason is of one kind. */
    public enum Kind {
        /** It passes: the same request may succeed later. */
        PASSING,
        /** The round is over for this device: it drops its update and checks in again. */
        ROUND_OVER,
        /** The credentials do not allow it. */
        DENIAL,
        /** The request or document is wrong: the same again is refused again. */
        ERROR;

        /** Word in docs/protocol.md, in kebab-case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final int status;
    private final Kind kind;

    Reason(int status, Kind kind) {
        this.status = status;
        this.kind = kind;
    }

    /** What follows from it. */
    public Kind kind() {
        return kind;
    }

    /** Whether it is worth trying again: the same request may succeed later. */
    public boolean passes() {
        return kind == Kind.PASSING;
    }

    /** Whether the round is over for the device that hears this, whatever it does. */
    public boolean endsRound() {
        return kind == Kind.ROUND_OVER;
    }

    /** Whether somebody was not let in, or not as the one it says it is. */
    public boolean isDenial() {
        return kind == Kind.DENIAL;
    }

    /** HTTP status of a response that carries this reason. */
    public int status() {
        return status;
    }

    /**
     * Reads {@link WireWord#code}.
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
        throw new IllegalArgumentException("unknown reason code '" + Fields.excerpt(code) + "'");
    }
}
