package io.tributary.client.fake;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.internal.session.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clock that only waiting moves on. */
public final class FakeTime implements InstantSource, Pause {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Waits that are this long last until the client is closed. */
    static final Duration FOREVER = Duration.ofHours(12);
    private final CountDownLatch idle = new CountDownLatch(1);

    /** Returns once the client waits for ever. */
    public void awaitIdle() throws InterruptedException {
        assertTrue(idle.await(60, TimeUnit.SECONDS), "the client is not idle after a minute");
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("paused while interrupted");
        }
        if (time.compareTo(FOREVER) > 0) {
            idle.countDown();
            new CountDownLatch(1).await();
        }
        pauses.add(time);
        now = now.plus(time);
    }

    /** Every wait so far. */
    public List<Duration> pauses() {
        return pauses;
    }

    /** Lets time pass without a wait. */
    public void advance(Duration time) {
        now = now.plus(time);
    }
}
