package io.tributary.coordinator.selection;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Check-ins that are answered later: a device that waits for work holds one request open instead of asking again and again (a long
 * poll). One a device, and a bounded number. Thread-safe, never blocks.
 */
public final class HeldCheckIns {
    /** How long one is held at most: less than the 30 s after which clients close a silent connection, and the 60 s of usual proxies. */
    public static final Duration LONGEST = Duration.ofSeconds(25);
    /** How many are held; whoever comes beyond is told when to come again. */
    public static final int MOST = 5_000;

    private final int most;
    private final ConcurrentMap<String, Hold> byDevice = new ConcurrentHashMap<>();

    /** Holds as many as are good for one coordinator. */
    public HeldCheckIns() {
        this(MOST);
    }

    HeldCheckIns(int most) {
        this.most = most;
    }

    /** One held check-in. */
    public final class Hold {
        private final String device;
        private volatile CompletableFuture<Void> woken = new CompletableFuture<>();

        private Hold(String device) {
            this.device = device;
        }

        /** Completes when there may be something to answer; after {@link #again} there is another one. */
        public CompletableFuture<Void> woken() {
            return woken;
        }

        /** Waits for the next time. Called before it is looked for something to answer, so that nothing is missed in between. */
        public void again() {
            if (isNewest()) {
                woken = new CompletableFuture<>();
            }
        }

        /** Whether the device holds no other one since. */
        public boolean isNewest() {
            return byDevice.get(device) == this;
        }

        /** It is held no longer. @return whether the device waits nowhere any more */
        public boolean end() {
            return byDevice.remove(device, this);
        }

        /** There may be something to answer. */
        public void wake() {
            woken.complete(null);
        }
    }

    /** Holds a device's check-in, and ends the one that it held before; empty if as many are held as there may be. */
    public Optional<Hold> hold(String device) {
        if (byDevice.size() >= most && !byDevice.containsKey(device)) {
            return Optional.empty();
        }
        Hold hold = new Hold(device);
        Optional.ofNullable(byDevice.put(device, hold)).ifPresent(Hold::wake);
        return Optional.of(hold);
    }

    /** There may be something to answer to these devices. */
    public void wake(Collection<String> devices) {
        devices.stream().map(byDevice::get).filter(Objects::nonNull).forEach(Hold::wake);
    }

    /** Devices that wait. */
    public List<String> devices() {
        return List.copyOf(byDevice.keySet());
    }

    /** How many are held. */
    public int size() {
        return byDevice.size();
    }

    /** How many may be held. */
    public int most() {
        return most;
    }
}
