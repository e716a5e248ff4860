package io.tributary.coordinator.metrics;

import io.tributary.coordinator.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a store takes a durable write: what only reads does not notice a full disk or a locked database. Writes at most once
 * in two seconds, however often it is asked, and has one write under way. Thread-safe; blocks for a bounded time.
 */
final class WriteProbe {
    /** How long an answer holds. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private final Runnable write;
    private final InstantSource clock;
    private final Duration patience;
    private Instant looked = Instant.MIN;
    private Optional<String> broken = Optional.empty();
    private @Nullable CompletableFuture<Optional<String>> underWay;

    /**
     * Looks at one store.
     *
     * @param write writes something durably and takes it away, or fails with a {@link StoreException}
     * @param patience how long a write may take
     */
    WriteProbe(Runnable write, InstantSource clock, Duration patience) {
        this.write = write;
        this.clock = clock;
        this.patience = patience;
    }

    /** Why the store takes no writes, in words; empty if it takes them. */
    synchronized Optional<String> broken() {
        Instant now = clock.instant();
        if (now.isBefore(looked) || !now.isBefore(looked.plus(FRESH))) {
            broken = look();
            looked = now;
        }
        return broken;
    }

    private Optional<String> look() {
        CompletableFuture<Optional<String>> writing = underWay;
        if (writing == null || writing.isDone()) {
            writing = CompletableFuture.supplyAsync(this::written, work -> Thread.ofVirtual().start(work));
            underWay = writing;
        }
        try {
            return writing.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return Optional.of("a write takes more than " + patience.toSeconds() + " s");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of("the question was interrupted");
        } catch (ExecutionException failed) {
            return Optional.of("a write failed");
        }
    }

    private Optional<String> written() {
        try {
            write.run();
            return Optional.empty();
        } catch (StoreException failed) {
            return Optional.of("takes no writes");
        }
    }
}
