package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What the fakes share: one lock that makes every call a transaction, the runs with their epochs, and whether storage is down. */
final class World {
    final Map<String, RunRecord> runs = new LinkedHashMap<>();
    /** Runs that were deleted. */
    final Map<String, RunRecord> deleted = new LinkedHashMap<>();
    /** When runs were over. */
    final Map<String, Instant> ended = new LinkedHashMap<>();
    final Map<String, Integer> priorities = new LinkedHashMap<>();
    /** Runs started for a use, by the owner and its id. */
    final Map<String, Integer> planUses = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean down;

    /** A call that refuses by exception type {@code E}, if at all. */
    interface Call<T, E extends Exception> {
        T run() throws E;
    }

    /** Performs one transaction. */
    <T, E extends Exception> T in(Call<T, E> call) throws E {
        lock.lock();
        try {
            if (down) {
                throw new StoreException("the store in memory was told to be down");
            }
            return call.run();
        } finally {
            lock.unlock();
        }
    }

    /** Performs one transaction of an owner. */
    void owned(Fence fence, Runnable write) {
        owned(fence, () -> {
            write.run();
            return fence;
        });
    }

    /** Performs one transaction of an owner that answers something. */
    <T> T owned(Fence fence, Supplier<T> write) {
        return in(() -> {
            require(fence);
            return write.get();
        });
    }

    void require(Fence fence) {
        RunRecord run = runs.get(fence.run());
        if (run == null || run.epoch() != fence.epoch()) {
            throw new StaleEpochException(fence);
        }
    }

    /** What a store keeps of an instant. */
    static Instant kept(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    void down(boolean nowDown) {
        lock.lock();
        try {
            down = nowDown;
        } finally {
            lock.unlock();
        }
    }
}
