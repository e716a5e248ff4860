package io.tributary.coordinator.access;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionGrant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sessions of devices, in memory: a restart ends them, and devices open new ones. A device has one session, the newest, so
 * they are bounded by the population. A token is 256 random bits and is looked up by its hash, so the time of a lookup tells
 * nothing that helps to guess another one. Thread-safe.
 */
final class OpenSessions {
    private record Session(String device, Instant expires) {}

    private final InstantSource clock;
    private final Map<String, Session> byToken = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    /** The store knows them too, but a session that is being opened may have asked it just before. */
    private final Set<String> revoked = new HashSet<>();

    OpenSessions(InstantSource clock) {
        this.clock = clock;
    }

    synchronized SessionGrant add(String device, String token, Instant expires) throws RejectedException {
        requireNotRevoked(device);
        String before = tokens.put(device, token);
        if (before != null) {
            byToken.remove(before);
        }
        byToken.put(token, new Session(device, expires));
        return new SessionGrant(token, expires.toEpochMilli(), clock.millis());
    }

    synchronized String require(Optional<String> token) throws RejectedException {
        Session session = token.map(byToken::get).filter(open -> clock.instant().isBefore(open.expires()))
                .orElseThrow(() -> new RejectedException(Reason.UNAUTHENTICATED,
                        "no session has this token; open one with POST " + Sessions.PATH));
        requireNotRevoked(session.device());
        return session.device();
    }

    private void requireNotRevoked(String device) throws RejectedException {
        if (revoked.contains(device)) {
            throw new RejectedException(Reason.REVOKED, device + " was revoked");
        }
    }

    synchronized boolean isRevoked(String device) {
        return revoked.contains(device);
    }

    synchronized void revoke(String device) {
        revoked.add(device);
    }

    /** A session of before stays ended. */
    synchronized void restore(String device) {
        end(device);
        revoked.remove(device);
    }

    private void end(String device) {
        String token = tokens.remove(device);
        if (token != null) {
            byToken.remove(token);
        }
    }
}
