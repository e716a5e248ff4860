package io.tributary.coordinator.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.store.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoreProbesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private final Map<String, Runnable> writes = new LinkedHashMap<>();

    private Map<String, String> look() {
        return new StoreProbes(writes, new HandClock(), PATIENCE).look();
    }

    /** Each write ends when all have begun: one after the other, none would. */
    @Test
    void allStoresAreAskedAtTheSameTime() {
        CountDownLatch begun = new CountDownLatch(3);
        for (String store : List.of("database", "objects", "keys")) {
            writes.put(store, () -> {
                begun.countDown();
                await(begun);
            });
        }

        assertEquals(Map.of("database", "ok", "objects", "ok", "keys", "ok"), look());
    }

    private static void await(CountDownLatch begun) {
        try {
            if (!begun.await(10, TimeUnit.SECONDS)) {
                throw new StoreException("the others were not asked");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneThatTakesNoWritesIsNamedInItsPlace() {
        writes.put("database", () -> {});
        writes.put("objects", () -> {
            throw new StoreException("the disk is full");
        });
        writes.put("keys", () -> {});

        assertEquals(List.of("database=ok", "objects=takes no writes", "keys=ok"),
                look().entrySet().stream().map(Map.Entry::toString).toList());
    }
}
