package io.tributary.coordinator.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.message.DeviceActivity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When devices spoke last, and what they say of their programs. At most {@value #MOST} devices are remembered, those that spoke last;
 * a restart forgets them. Of each device the time is stored once an hour, so that a busy fleet does not wear out the database. Thread-safe;
 * only {@link #store} blocks.
 */
public final class DeviceSightings {
    static final int MOST = 100_000;
    static final Duration STORED_EACH = Duration.ofHours(1);
    private static final int MOST_AT_ONCE = 5_000;

    private final Cache<String, Sighting> devices = Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run)
            .build();
    private final InstantSource clock;

    /**
     * What is known of a device that spoke lately.
     *
     * @param seen when it spoke last
     * @param stored when that was stored last; the beginning of time if it was not
     * @param client what it says of its program, if it says it
     * @param uploads how many of its uploads are on their way
     */
    public record Sighting(Instant seen, Instant stored, Optional<String> client, int uploads) {
        private Sighting at(Instant now) {
            return new Sighting(now, stored, client, uploads);
        }
    }

    /** Knows nothing yet. */
    public DeviceSightings(InstantSource clock) {
        this.clock = clock;
    }

    private interface Change {
        Sighting of(Sighting known);
    }

    private void change(String device, Change change) {
        Instant now = clock.instant();
        devices.asMap().compute(device, (_, known) -> change.of(known == null
                ? new Sighting(now, Instant.EPOCH, Optional.empty(), 0) : known.at(now)));
    }

    /** A device spoke. */
    public void saw(String device) {
        change(device, known -> known);
    }

    /** A device spoke and says what its program is; that is a claim, cut and stripped of what is not printable ASCII. */
    public void saw(String device, Optional<String> client) {
        Optional<String> harmless = client.map(DeviceSightings::harmless).filter(said -> !said.isEmpty());
        change(device, known -> new Sighting(known.seen(), known.stored(), harmless, known.uploads()));
    }

    private static String harmless(String client) {
        String ascii = client.replaceAll("[^\\x20-\\x7e]", "?");
        return ascii.substring(0, Math.min(ascii.length(), DeviceActivity.MAX_CLIENT)).strip();
    }

    /** An upload of a device began to arrive. */
    public void uploadBegan(String device) {
        uploads(device, 1);
    }

    /** An upload of a device is on its way no more. */
    public void uploadEnded(String device) {
        uploads(device, -1);
    }

    private void uploads(String device, int more) {
        change(device, known -> new Sighting(known.seen(), known.stored(), known.client(),
                Math.max(0, known.uploads() + more)));
    }

    /** What is known of a device, if it is remembered. */
    public Optional<Sighting> of(String device) {
        return Optional.ofNullable(devices.getIfPresent(device));
    }

    /** Stores when devices were seen, of those for which that was not done for an hour; at most {@value #MOST_AT_ONCE} of them. */
    public void store(DeviceStore store) {
        Instant due = clock.instant().minus(STORED_EACH);
        Map<String, Instant> stale = new HashMap<>();
        devices.asMap().forEach((device, known) -> {
            if (stale.size() < MOST_AT_ONCE && !known.stored().isAfter(due) && known.seen().isAfter(known.stored())) {
                stale.put(device, known.seen());
            }
        });
        store.seen(stale);
        stale.forEach((device, at) -> devices.asMap().computeIfPresent(device,
                (_, known) -> new Sighting(known.seen(), at, known.client(), known.uploads())));
    }
}
