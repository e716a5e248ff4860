package io.tributary.coordinator.simulation;

import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.Clocks;
import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.access.session.Sessions;
import io.tributary.coordinator.access.session.SharedAccess;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.device.DeviceChanges;
import io.tributary.coordinator.device.Revocation;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.selection.HeldCheckIns;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.secureagg.identity.PossessionProof;
import java.net.URI;
import java.util.Optional;

/** Who may speak to a member: devices with a session that was opened at whatever member, until they are revoked at whatever member. */
final class MemberAccess {
    private static final URI HERE = URI.create("https://coordinator.example");
    private static final byte[] SECRET = {1, 2, 3};
    private static final byte[] LOOK = {};
    private static final int LOOK_MILLIS = 1_000;

    private final World world;
    private final MemberProcess process;
    private final Sessions sessions;
    private final Revocation revocation;
    private final DeviceChanges changes;

    MemberAccess(World world, MemberProcess process, DeviceStore devices, Hints.Ear ear, CoordinatorMetrics metrics,
            DevicePool pool, HeldCheckIns held, Runs runs) {
        this.world = world;
        this.process = process;
        OwnAddress address = new OwnAddress(AccessOptions.open().toBuilder().address(Optional.of(HERE)).build());
        address.listening("localhost", 443, Optional.empty());
        this.sessions = Sessions.shared(devices, world.registrar, address, Clocks.of(world.time),
                new SharedAccess(world.memory.of(process), ear, SECRET));
        this.revocation = new Revocation(devices, sessions, new Channels(metrics), pool, held,
                new Enrolments(devices, world.registrar, AccessOptions.Enrolment.OPEN, world.time), runs, world.time,
                () -> ear.publish(DeviceChanges.TOPIC, LOOK));
        this.changes = new DeviceChanges(devices, revocation::follow);
        ear.subscribe(DeviceChanges.TOPIC, _ -> changes.look());
        changes.look();
        lookAgain();
    }

    private void lookAgain() {
        world.time.in(LOOK_MILLIS, () -> {
            if (process.isAlive() && world.broken != Guarantee.REVOCATIONS_ARE_LOOKED_FOR) {
                process.start("look", changes::look);
                lookAgain();
            }
        });
    }

    /** The device asks for a nonce and signs its proof: here that is one step. */
    Messages.Session open(Messages.Open open) throws RejectedException {
        String proof = new PossessionProof("POST", HERE + Sessions.PATH, world.time.instant().getEpochSecond(),
                open.proof(), sessions.nonce()).sign(TestReports.key(open.device()));
        return new Messages.Session(sessions.open(new SessionRequest(world.certificate(open.device()), open.link()),
                sessions.prove(proof), revocation::cloned).token());
    }

    /** Lets a request in, or not. */
    void require(Messages.Said said) throws RejectedException {
        String device = sessions.require(said.token());
        if (!device.equals(said.request().device())) {
            throw new AssertionError("the session is of " + device);
        }
        world.history.admitted(process.name, device, process.runsSince());
    }

    void revoke(String device) throws RejectedException {
        revocation.revoke(device);
        world.history.revoked(device);
    }
}
