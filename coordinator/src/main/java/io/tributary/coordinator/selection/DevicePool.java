package io.tributary.coordinator.selection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The devices that checked in lately and wait for work. Check-ins are ephemeral: a device that stops asking falls out, and a
 * restart begins empty. Bounded by the population, because only enrolled devices check in. Thread-safe.
 */
public final class DevicePool {
    private final ConcurrentMap<String, Instant> seen = new ConcurrentHashMap<>();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final Duration patience;

    /** A pool that forgets a device which has not checked in for {@code patience}. */
    public DevicePool(Duration patience) {
        this.patience = patience;
    }

    /** A device asked for work. */
    public void checkIn(String device, Instant now) {
        seen.merge(device, now, (before, after) -> after.isAfter(before) ? after : before);
        if (barred.contains(device)) {
            seen.remove(device);
        }
    }

    /** A device is out for ever: it leaves, and checking in does not bring it back. */
    public void bar(String device) {
        barred.add(device);
        seen.remove(device);
    }

    /** A device got work, or went away. */
    public void leave(String device) {
        seen.remove(device);
    }

    /** At least the number of devices that {@link #available} would return, and cheaper. */
    public int size() {
        return seen.size();
    }

    /** Ids of the devices that wait for work, sorted. */
    public List<String> available(Instant now) {
        Instant oldest = now.minus(patience);
        seen.values().removeIf(last -> last.isBefore(oldest));
        return seen.keySet().stream().sorted().toList();
    }
}
