package io.tributary.coordinator.access.session;

import io.tributary.coordinator.device.DeviceChanges;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.secureagg.identity.PossessionProof;
import java.util.Optional;
import java.util.UUID;

/** One member, and how devices speak to it. */
final class Member {
    private final Sessions sessions;
    private final Population population;
    private final DeviceChanges changes;

    Member(Sessions sessions, Population population) {
        this.sessions = sessions;
        this.population = population;
        this.changes = new DeviceChanges(population.devices(), this::follow);
    }

    private void follow(DeviceRecord device) {
        if (device.revoked().isPresent()) {
            sessions.bar(device.device(), Reason.REVOKED);
        } else {
            sessions.follow(device.device());
        }
    }

    Sessions sessions() {
        return sessions;
    }

    /** It reads which devices were revoked and restored. */
    void look() {
        changes.look();
    }

    String proof(Device device, String nonce) {
        return proof(device, nonce, UUID.randomUUID().toString().replace("-", ""));
    }

    String proof(Device device, String nonce, String id) {
        return new PossessionProof("POST", Population.HERE + Sessions.PATH, population.now().getEpochSecond(), id,
                nonce)
                .sign(device.key());
    }

    /** Opens a session. @return its token */
    String open(Device device) throws RejectedException {
        return open(device, proof(device, sessions.nonce()));
    }

    String open(Device device, String proof) throws RejectedException {
        return sessions.open(new SessionRequest(device.certificate(), device.next()), sessions.prove(proof),
                population.copies()::add).token();
    }

    String require(String token) throws RejectedException {
        return sessions.require(Optional.of(token));
    }
}
