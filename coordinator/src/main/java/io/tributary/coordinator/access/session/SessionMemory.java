package io.tributary.coordinator.access.session;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionLink;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of sessions, by one process ({@link LocalSessions}) or by all members of a cluster ({@link SharedSessions}). When it
 * is lost, no token, nonce or proof of before is good any more. Thread-safe.
 */
interface SessionMemory {
    /** What a proof should name now. Does not block. */
    String nonce();

    /** Whether a proof that names it was made for those who remember this, lately. Does not block. */
    boolean isGood(String nonce);

    /** Uses the id of a proof. May block. @throws RejectedException UNAUTHENTICATED if it was used, RATE_LIMITED, UNAVAILABLE */
    void use(String device, String id) throws RejectedException;

    /** A device opens a session. May block. @return whether two copies of it are alive @throws RejectedException UNAVAILABLE */
    boolean fork(String device, SessionLink link) throws RejectedException;

    /** Opens the newest session of a device. May block. @throws RejectedException REVOKED, CLONED, UNAVAILABLE */
    SessionGrant add(String device, Instant expires) throws RejectedException;

    /** The device of a session. Does not block. @throws RejectedException UNAUTHENTICATED, SUPERSEDED, REVOKED, CLONED */
    String require(Optional<String> token) throws RejectedException;

    /** Why a device is out, as far as this process was told. Does not block. */
    Optional<Reason> barred(String device);

    /** From now on a device is out in this process, for this reason. Does not block. */
    void bar(String device, Reason why);

    /** A device may open sessions again and is none of two copies; a session of before stays ended, wherever it is shown. May block. */
    void admit(String device);

    /** Another member, or this one, has admitted a device. Does not block. */
    void follow(String device);
}
