package io.tributary.coordinator.selection;

import io.tributary.protocol.plan.Requirements;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The devices that checked in lately and wait for work. Check-ins are ephemeral: a device that stops asking falls out, and a
 * restart begins empty. Bounded by the population, because only enrolled devices check in. What a device says of itself is kept as it said
 * it last. Thread-safe.
 */
public final class DevicePool {
    /** @param drawnBy the run that drew it into a cohort since it asked; empty if none did */
    private record Waiting(Instant last, DeviceClaims claims, String drawnBy) {
        Waiting drawn(String run) {
            return new Waiting(last, claims, run);
        }
    }

    private final ConcurrentMap<String, Waiting> seen = new ConcurrentHashMap<>();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final Duration patience;
    private final Sharing sharing;
    private final ReentrantLock turns = new ReentrantLock(true);

    /** Tells other members who waits here. Must not block. */
    public interface Sharing {
        /** There is nobody to tell. */
        Sharing NONE = new Sharing() {
            @Override
            public void joined(String device, DeviceClaims claims) {}

            @Override
            public void left(String device) {}
        };

        /** A device asked for work here, and waits for it. */
        void joined(String device, DeviceClaims claims);

        /** A device got work, or went away. */
        void left(String device);
    }

    /** A pool that forgets a device which has not checked in for {@code patience}. */
    public DevicePool(Duration patience) {
        this(patience, Sharing.NONE);
    }

    /** The same, of which other members are told. */
    public DevicePool(Duration patience, Sharing sharing) {
        this.patience = patience;
        this.sharing = sharing;
    }

    /** A device that says nothing of itself asked for work. */
    public void checkIn(String device, Instant now) {
        checkIn(device, DeviceClaims.NONE, now);
    }

    /** A device asked for work. */
    public void checkIn(String device, DeviceClaims claims, Instant now) {
        heard(device, claims, now);
        sharing.joined(device, claims);
    }

    /** A device asked another member for work. */
    public void heard(String device, DeviceClaims claims, Instant now) {
        seen.merge(device, new Waiting(now, claims, ""),
                (before, after) -> after.last().isBefore(before.last()) ? before : after);
        if (barred.contains(device)) {
            seen.remove(device);
        }
    }

    /** A device is out: it leaves, and checking in does not bring it back. */
    public void bar(String device) {
        barred.add(device);
        seen.remove(device);
    }

    /** A device got work, or went away. */
    public void leave(String device) {
        if (heardLeft(device)) {
            sharing.left(device);
        }
    }

    /** A device got work of another member, or went away from there. @return whether it waited */
    public boolean heardLeft(String device) {
        return seen.remove(device) != null;
    }

    /** What the devices that waited lately said of themselves. */
    public Map<String, DeviceClaims> waiting(Instant now) {
        Instant oldest = now.minus(patience);
        return seen.entrySet().stream().filter(entry -> !entry.getValue().last().isBefore(oldest))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().claims()));
    }

    /** Whether a device waits for work. */
    public boolean waits(String device, Instant now) {
        Waiting waiting = seen.get(device);
        return waiting != null && !waiting.last().isBefore(now.minus(patience));
    }

    /** A device that was barred may come back. */
    public void admit(String device) {
        barred.remove(device);
    }

    /** A run drew these into the cohort of a round, and no longer has those of its round before. Until they ask again they are its own. */
    public void drawn(String run, Collection<String> cohort) {
        seen.replaceAll((_, waiting) -> waiting.drawnBy().equals(run) ? waiting.drawn("") : waiting);
        cohort.forEach(device -> seen.computeIfPresent(device, (_, waiting) -> waiting.drawn(run)));
    }

    /** Draws a cohort, after those who asked for it before. What is done may block on storage. */
    public void inTurn(Runnable draw) {
        turns.lock();
        try {
            draw.run();
        } finally {
            turns.unlock();
        }
    }

    /** Whether no other run than this drew a device since it asked. */
    public boolean isFree(String device, String run) {
        Waiting waiting = seen.get(device);
        return waiting != null && (waiting.drawnBy().isEmpty() || waiting.drawnBy().equals(run));
    }

    /** At least the number of devices that {@link #available} would return, and cheaper. */
    public int size() {
        return seen.size();
    }

    /**
     * Ids of the devices that wait for work and take part in runs of a model, sorted.
     *
     * @param required what they must have claimed, if anything; who claimed nothing does not have it
     */
    public List<String> available(Instant now, String model, Optional<Requirements> required) {
        Instant oldest = now.minus(patience);
        seen.values().removeIf(waiting -> waiting.last().isBefore(oldest));
        return seen.entrySet().stream().filter(entry -> entry.getValue().claims().fit(model, required))
                .map(Map.Entry::getKey).sorted().toList();
    }
}
