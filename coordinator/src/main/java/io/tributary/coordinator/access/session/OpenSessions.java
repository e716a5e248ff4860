package io.tributary.coordinator.access.session;

import io.tributary.coordinator.access.Clocks;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionGrant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of devices, in memory: a restart ends them, and devices open new ones. A device has one session, the newest, so
 * they are bounded by the population. A token is 256 random bits and is looked up by its hash, so the time of a lookup tells
 * nothing that helps to guess another one. Thread-safe.
 */
final class OpenSessions {
    /**
     * A session.
     *
     * @param ends by the clock of durations
     * @param over whether its device opened another one
     */
    private record Session(String device, Instant ends, boolean over) {}

    /** @param before the one before the newest, to tell its holder what became of it; empty if there was none */
    private record Tokens(String newest, String before) {}

    private final InstantSource wall;
    private final InstantSource durations;
    private final Map<String, Session> byToken = new HashMap<>();
    private final Map<String, Tokens> tokens = new HashMap<>();
    /** The store knows them too, but a session that is being opened may have asked it just before. */
    private final BarredDevices barred = new BarredDevices();

    OpenSessions(Clocks clocks) {
        this.wall = clocks.wall();
        this.durations = clocks.durations();
    }

    synchronized SessionGrant add(String device, String token, Instant expires) throws RejectedException {
        barred.requireNot(device);
        Tokens known = tokens.getOrDefault(device, new Tokens("", ""));
        byToken.remove(known.before());
        byToken.computeIfPresent(known.newest(), (_, open) -> new Session(device, open.ends(), true));
        tokens.put(device, new Tokens(token, known.newest()));
        Instant now = wall.instant();
        byToken.put(token, new Session(device, durations.instant().plus(Duration.between(now, expires)), false));
        return new SessionGrant(token, expires.toEpochMilli(), now.toEpochMilli());
    }

    synchronized String require(Optional<String> token) throws RejectedException {
        Session session = token.map(byToken::get).filter(open -> durations.instant().isBefore(open.ends()))
                .orElseThrow(OpenSessions::none);
        barred.requireNot(session.device());
        if (session.over()) {
            throw superseded(session.device());
        }
        return session.device();
    }

    static RejectedException none() {
        return new RejectedException(Reason.UNAUTHENTICATED,
                "no session has this token; open one with POST " + Sessions.PATH);
    }

    static RejectedException superseded(String device) {
        return new RejectedException(Reason.SUPERSEDED, device
                + " opened another session; if this program did not, a copy of its directory is in use");
    }

    /** Why a device is out, as far as this process was told. */
    Optional<Reason> barred(String device) {
        return barred.reason(device);
    }

    /** From now on a device is out, for this reason. */
    synchronized void bar(String device, Reason why) {
        barred.bar(device, why);
    }

    /** A session of before stays ended. */
    synchronized void admit(String device) {
        Tokens ended = tokens.remove(device);
        if (ended != null) {
            byToken.remove(ended.newest());
            byToken.remove(ended.before());
        }
        barred.admit(device);
    }
}
