package io.tributary.coordinator.access.session;

import io.tributary.coordinator.access.Clocks;
import io.tributary.coordinator.access.TokenBucket;
import io.tributary.coordinator.cluster.ClusterException;
import io.tributary.coordinator.cluster.SharedMap;
import io.tributary.coordinator.cluster.SharedMaps;
import io.tributary.coordinator.cluster.SharedMaps.Kind;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionLink;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions that hold at every member of a cluster. A token is signed, so that any member knows it without asking; which session of a
 * device is the newest, which proofs were used and how openings continue each other is in memory that the members share. When that is lost,
 * tokens and nonces of before are good nowhere, as after a restart of one coordinator. Who is out is a row that each member follows.
 */
final class SharedSessions implements SessionMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SharedSessions.class);
    /** Of what is put for a used proof, so that members which take the same one at once are told apart. */
    private static final int USER_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource wall;
    private final InstantSource durations;
    private final String prefix;
    private final SharedEra era;
    private final SharedNonces nonces;
    private final UsedNonces usedHere = new UsedNonces();
    private final SharedMap used;
    private final SharedChains chains;
    private final NewestSessions newest;
    private final BarredDevices barred = new BarredDevices();
    private final TokenBucket lines;

    /** Joins the members. Blocks. @throws ClusterException if they do not answer */
    SharedSessions(SharedMaps maps, byte[] secret, Clocks clocks) {
        this.wall = clocks.wall();
        this.durations = clocks.durations();
        this.lines = new TokenBucket(1, 1, Duration.ofMinutes(1), clocks.durations());
        this.prefix = SessionKeys.name(secret) + "/";
        this.newest = new NewestSessions(maps.map(Kind.SESSIONS), prefix, clocks);
        this.era = new SharedEra(maps, prefix, secret, newest::forgetAll);
        this.nonces = new SharedNonces(era, clocks.wall());
        this.used = maps.map(Kind.USED);
        this.chains = new SharedChains(maps.map(Kind.CHAINS), prefix, clocks.wall());
    }

    @Override
    public String nonce() {
        return nonces.current();
    }

    @Override
    public boolean isGood(String nonce) {
        return nonces.isGood(nonce);
    }

    /** What this member took is bounded here, so that what all took is. */
    @Override
    public void use(String device, String id) throws RejectedException {
        Instant now = durations.instant();
        usedHere.use(device, id, now, now.plus(Sessions.REMEMBERED));
        String name = prefix + Sha256.of((device + "/" + id).getBytes(StandardCharsets.UTF_8)).hex();
        byte[] user = new byte[USER_BYTES];
        RANDOM.nextBytes(user);
        if (!asked(() -> used.putIfAbsent(name, user))) {
            throw UsedNonces.used();
        }
    }

    @Override
    public boolean fork(String device, SessionLink link) throws RejectedException {
        return asked(() -> chains.fork(device, link));
    }

    @Override
    public SessionGrant add(String device, Instant expires) throws RejectedException {
        barred.requireNot(device);
        SessionKeys keys = era.keys();
        long number = asked(() -> newest.next(device, false));
        return new SessionGrant(new SignedToken(device, number, expires.toEpochMilli()).sign(keys.tokens()),
                expires.toEpochMilli(), wall.millis());
    }

    @Override
    public String require(Optional<String> token) throws RejectedException {
        SessionKeys keys = era.keys();
        SignedToken session = token.flatMap(shown -> SignedToken.verified(shown, keys.tokens()))
                .filter(signed -> wall.millis() < signed.expires()).orElseThrow(OpenSessions::none);
        barred.requireNot(session.device());
        NewestSessions.Newest last = newest.of(session.device(), session.number());
        if (last.number() > session.number()) {
            throw last.ended() ? OpenSessions.none() : OpenSessions.superseded(session.device());
        }
        return session.device();
    }

    @Override
    public Optional<Reason> barred(String device) {
        return barred.reason(device);
    }

    @Override
    public void bar(String device, Reason why) {
        barred.bar(device, why);
    }

    @Override
    public void admit(String device) {
        newest.next(device, true);
        chains.forget(device);
        barred.admit(device);
    }

    @Override
    public void follow(String device) {
        newest.forget(device);
        barred.admit(device);
    }

    private <T> T asked(Supplier<T> call) throws RejectedException {
        try {
            return call.get();
        } catch (ClusterException silent) {
            if (lines.take().isZero()) {
                LOG.warn("no session is opened: {}", silent.getMessage(), silent.getCause());
            }
            throw new RejectedException(Reason.UNAVAILABLE, "the other members do not answer; try again later");
        }
    }
}
