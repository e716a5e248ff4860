package io.tributary.coordinator.access.session;

import io.tributary.coordinator.access.Clocks;
import io.tributary.coordinator.access.EnrolmentTokens;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionLink;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Sessions in the memory of this process alone: a restart ends them all. Never blocks. */
final class LocalSessions implements SessionMemory {
    private final InstantSource durations;
    private final UsedNonces used = new UsedNonces();
    private final ServerNonces nonces;
    private final OpenSessions open;
    private final SessionChains chains = new SessionChains();

    LocalSessions(Clocks clocks) {
        this.durations = clocks.durations();
        this.nonces = new ServerNonces(clocks.durations());
        this.open = new OpenSessions(clocks);
    }

    @Override
    public String nonce() {
        return nonces.current();
    }

    @Override
    public boolean isGood(String nonce) {
        return nonces.isGood(nonce);
    }

    @Override
    public void use(String device, String id) throws RejectedException {
        Instant now = durations.instant();
        used.use(device, id, now, now.plus(Sessions.REMEMBERED));
    }

    @Override
    public boolean fork(String device, SessionLink link) {
        return chains.fork(device, link, durations.instant());
    }

    @Override
    public SessionGrant add(String device, Instant expires) throws RejectedException {
        return open.add(device, EnrolmentTokens.random(), expires);
    }

    @Override
    public String require(Optional<String> token) throws RejectedException {
        return open.require(token);
    }

    @Override
    public Optional<Reason> barred(String device) {
        return open.barred(device);
    }

    @Override
    public void bar(String device, Reason why) {
        open.bar(device, why);
    }

    @Override
    public void admit(String device) {
        chains.forget(device);
        open.admit(device);
    }

    @Override
    public void follow(String device) {
        open.admit(device);
    }
}
