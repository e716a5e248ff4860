package io.tributary.coordinator.device;

import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.session.Sessions;
import io.tributary.coordinator.channel.ChannelEnd;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.selection.HeldCheckIns;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes a device out at once, because it was revoked or copied: durably, then its session and channel, so that it can neither check in nor upload
 * nor report, then its place among those that wait, then the rounds that asked it, which do not wait for it. Blocks on storage.
 */
public final class Revocation {
    private static final String REVOKED = "the device was revoked";
    private static final String COPIED = "two copies of the device speak";

    private final DeviceStore devices;
    private final Sessions sessions;
    private final Channels channels;
    private final DevicePool pool;
    private final HeldCheckIns held;
    private final Enrolments enrolments;
    private final Runs runs;
    private final InstantSource clock;
    private final Runnable tell;

    /** Tells other members by {@code tell} that a row changed; does nothing where there are none. */
    public Revocation(DeviceStore devices, Sessions sessions, Channels channels, DevicePool pool, HeldCheckIns held,
            Enrolments enrolments, Runs runs, InstantSource clock, Runnable tell) {
        this.devices = devices;
        this.sessions = sessions;
        this.channels = channels;
        this.pool = pool;
        this.held = held;
        this.enrolments = enrolments;
        this.runs = runs;
        this.clock = clock;
        this.tell = tell;
    }

    /**
     * Takes a revocation back, for a device that was revoked by mistake: it may come in again with its key. Its sessions of before stay
     * ended. Of a device that is not revoked it is no change.
     *
     * @throws RejectedException NOT_FOUND if there is no such device
     */
    public void restore(String device) throws RejectedException {
        devices.restore(device);
        pool.admit(device);
        sessions.admit(device);
        enrolments.recount();
        tell.run();
        OperatorEvent.DEVICE_RESTORED.log("device", device);
    }

    /** Revokes a device; again is no change. @throws RejectedException NOT_FOUND if there is no such device */
    public void revoke(String device) throws RejectedException {
        devices.revoke(device, clock.instant());
        out(device, Reason.REVOKED, REVOKED);
        enrolments.recount();
        tell.run();
        OperatorEvent.DEVICE_REVOKED.log("device", device);
    }

    /**
     * Two copies of a device speak: both are out until one of them is recovered.
     *
     * @return whether that is new
     */
    public boolean cloned(String device) {
        boolean first = devices.cloned(device, clock.instant());
        out(device, Reason.CLONED, COPIED);
        tell.run();
        return first;
    }

    /** A device has another key: it may come in with that, and whoever has the old one is out. */
    public void recovered(String device) {
        channels.end(device, ChannelEnd.SUPERSEDED);
        sessions.admit(device);
        pool.admit(device);
        tell.run();
        OperatorEvent.DEVICE_RECOVERED.log("device", device);
    }

    /** A row says that a device is out or in, which another member wrote, or this one: again is no change. */
    public void follow(DeviceRecord device) {
        String name = device.device();
        if (device.revoked().isPresent()) {
            outOnce(name, Reason.REVOKED, REVOKED);
        } else if (device.cloned().isPresent()) {
            outOnce(name, Reason.CLONED, COPIED);
        } else {
            pool.admit(name);
            sessions.follow(name);
        }
        enrolments.recount();
    }

    private void outOnce(String device, Reason why, String words) {
        if (!sessions.barred(device).equals(Optional.of(why))) {
            out(device, why, words);
        }
    }

    private void out(String device, Reason why, String words) {
        sessions.bar(device, why);
        channels.end(device, why == Reason.REVOKED ? ChannelEnd.REVOKED : ChannelEnd.SUPERSEDED);
        pool.bar(device);
        held.wake(List.of(device));
        runs.active().forEach(run -> run.openRound().filter(open -> open.awaits(device)).ifPresent(
                open -> run.tell(new RoundEvent.Declined(open.round(), device, words, why.code()))));
    }
}
