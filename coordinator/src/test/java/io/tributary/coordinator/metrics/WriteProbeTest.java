package io.tributary.coordinator.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WriteProbeTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean broken;

    private WriteProbe probe() {
        return new WriteProbe(() -> {
            writes.incrementAndGet();
            if (broken) {
                throw new StoreException("the disk is full");
            }
        }, () -> now, Duration.ofSeconds(30));
    }

    @Test
    void whatTakesNoWritesIsFoundOutWithinTwoSecondsAndSoIsItsEnd() {
        WriteProbe probe = probe();
        assertEquals(Optional.empty(), probe.broken());
        broken = true;
        now = now.plus(WriteProbe.FRESH);
        assertEquals(Optional.of("takes no writes"), probe.broken());
        broken = false;
        now = now.plus(WriteProbe.FRESH);
        assertEquals(Optional.empty(), probe.broken());
    }

    @Test
    void askingOftenWritesSeldom() {
        WriteProbe probe = probe();
        probe.broken();
        now = now.plus(WriteProbe.FRESH).minusMillis(1);
        probe.broken();
        assertEquals(1, writes.get());
    }

    @Test
    void aWriteThatHangsIsSaidToHangAndNoSecondOneIsBegun() {
        CountDownLatch hanging = new CountDownLatch(1);
        WriteProbe probe = new WriteProbe(() -> {
            writes.incrementAndGet();
            try {
                hanging.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }, () -> now, Duration.ofMillis(20));
        assertTrue(probe.broken().orElseThrow().startsWith("a write takes more than"));
        now = now.plus(WriteProbe.FRESH);
        assertTrue(probe.broken().isPresent());
        hanging.countDown();
        assertEquals(1, writes.get());
    }
}
