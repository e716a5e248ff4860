package io.tributary.coordinator.device;

import io.tributary.coordinator.device.DeviceSightings.Sighting;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.ListedDevice;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.DeviceActivity;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.DeviceView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The devices that are enrolled, and what each is doing, as operators see it. Blocks on storage. Thread-safe. */
public final class Population {
    private final DeviceStore devices;
    private final DevicePool pool;
    private final DeviceSightings sightings;
    private final Runs runs;
    private final InstantSource durations;

    public Population(DeviceStore devices, DevicePool pool, DeviceSightings sightings, Runs runs,
            InstantSource durations) {
        this.devices = devices;
        this.pool = pool;
        this.sightings = sightings;
        this.runs = runs;
        this.durations = durations;
    }

    /**
     * A page of the devices, sorted by id.
     *
     * @param revoked only those that are revoked, or only those that are not; all if empty
     * @param after the page begins after this id; empty for the first page
     */
    public DevicePage page(Optional<Boolean> revoked, String after, int limit) {
        List<ListedDevice> found = devices.list(revoked, after, limit + 1);
        List<OpenRound> open = runs.openRounds();
        return new DevicePage(found.stream().limit(limit).map(listed -> view(listed, open)).toList(),
                found.size() > limit ? found.get(limit - 1).device().device() : null);
    }

    /** One device. @throws RejectedException NOT_FOUND */
    public DeviceView device(String device) throws RejectedException {
        ListedDevice listed = devices.listed(device)
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "no device '" + device + "' is enrolled"));
        return view(listed, runs.openRounds());
    }

    private DeviceView view(ListedDevice listed, List<OpenRound> open) {
        DeviceRecord device = listed.device();
        return new DeviceView(device.device(), device.enrolled().toEpochMilli(), device.expires().toEpochMilli(),
                device.revoked().map(Instant::toEpochMilli).orElse(null), activity(listed, open));
    }

    private DeviceActivity activity(ListedDevice listed, List<OpenRound> open) {
        String device = listed.device().device();
        Optional<Sighting> known = sightings.of(device);
        Optional<OpenRound> asking = listed.device().revoked().isPresent() ? Optional.empty()
                : open.stream().filter(round -> round.awaits(device)).findFirst();
        return new DeviceActivity(state(listed.device(), known, asking.isPresent()),
                known.map(Sighting::seen).or(listed::seen).map(Instant::toEpochMilli).orElse(null),
                asking.map(OpenRound::run).orElse(null), asking.map(OpenRound::round).orElse(null),
                known.flatMap(Sighting::client).orElse(null), listed.device().cloned().isPresent());
    }

    private DeviceActivity.State state(DeviceRecord device, Optional<Sighting> known, boolean asked) {
        if (device.revoked().isPresent()) {
            return DeviceActivity.State.REVOKED;
        }
        if (known.map(Sighting::uploads).orElse(0) > 0) {
            return DeviceActivity.State.UPLOADING;
        }
        if (asked) {
            return DeviceActivity.State.IN_ROUND;
        }
        return pool.waits(device.device(), durations.instant()) ? DeviceActivity.State.WAITING
                : DeviceActivity.State.IDLE;
    }
}
