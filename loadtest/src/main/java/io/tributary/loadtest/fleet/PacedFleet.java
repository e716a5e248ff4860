package io.tributary.loadtest.fleet;

import io.tributary.client.internal.transport.HttpTransport;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * More devices than there could be real clients in one process: each enrols, opens a session, checks in and comes again when it was told
 * to, as one does that finds no place to wait with a request open. A few transports are shared by all. Made and closed by one thread.
 */
public final class PacedFleet implements AutoCloseable {
    private static final int TRANSPORTS = 64;
    private static final int ENROL_AT_ONCE = 16;
    private static final long AGAIN_MILLIS = 5_000;
    /** A session ends after ten minutes. */
    private static final long SESSION_NANOS = TimeUnit.MINUTES.toNanos(9);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpTransport> transports = new ArrayList<>();
    private final Semaphore enrolling = new Semaphore(ENROL_AT_ONCE);
    private final CountDownLatch enrolled;
    private final Map<String, Integer> refusals = new TreeMap<>();

    private PacedFleet(int devices) {
        this.enrolled = new CountDownLatch(devices);
    }

    /** Starts so many devices. */
    public static PacedFleet start(Vertx vertx, URI coordinator, int devices) {
        PacedFleet fleet = new PacedFleet(devices);
        for (int i = 0; i < TRANSPORTS; i++) {
            fleet.transports.add(new HttpTransport(vertx, coordinator));
        }
        for (int i = 0; i < devices; i++) {
            RawDevice device = RawDevice.sharing(fleet.transports.get(i % TRANSPORTS), KnownUpdates.name(i));
            fleet.threads.execute(() -> fleet.live(device));
        }
        return fleet;
    }

    /** Waits until every device is enrolled; false if the time is up first. */
    public boolean awaitEnrolled(Duration patience) throws InterruptedException {
        return enrolled.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many are not enrolled yet. */
    public long missing() {
        return enrolled.getCount();
    }

    /** How often what was refused. */
    public synchronized Map<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    private synchronized void refused(String why) {
        refusals.merge(why, 1, Integer::sum);
    }

    private void live(RawDevice device) {
        try {
            join(device);
            long opened = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(checkIn(device));
                if (System.nanoTime() - opened > SESSION_NANOS) {
                    tried(device::openSession);
                    opened = System.nanoTime();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void join(RawDevice device) throws InterruptedException {
        enrolling.acquire();
        try {
            while (!tried(device::join)) {
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            }
            enrolled.countDown();
        } finally {
            enrolling.release();
        }
    }

    /** @return milliseconds until it is to come again */
    private long checkIn(RawDevice device) throws InterruptedException {
        long[] wait = {AGAIN_MILLIS};
        boolean answered = tried(() -> {
            if (device.ask() instanceof CoordinatorMessage.Wait told) {
                wait[0] = told.retryMillis();
            }
        });
        if (!answered) {
            tried(device::openSession);
        }
        return wait[0];
    }

    private interface Step {
        void take() throws RejectedException, TransportException, InterruptedException;
    }

    private boolean tried(Step step) throws InterruptedException {
        try {
            step.take();
            return true;
        } catch (RejectedException refusal) {
            refused(refusal.reason().code());
        } catch (TransportException broken) {
            refused(String.valueOf(broken.getMessage()));
        }
        return false;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        transports.forEach(HttpTransport::close);
        threads.close();
    }
}
