package io.tributary.loadtest.fleet;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import io.tributary.client.event.Phase;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What the devices of a fleet heard: every verified receipt, every failure, and when they were last answered. Thread-safe. */
public final class Ledger {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Receipt> receipts = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private long bytesUploaded;
    private long answers;
    private int newestRound;

    /** A device holds a verified receipt for its update of a round. */
    public record Receipt(int device, int round) {}

    /** Hears one device. */
    public ClientListener of(int device) {
        return event -> hear(device, event);
    }

    private void hear(int device, ClientEvent event) {
        lock.lock();
        try {
            newestRound = Math.max(newestRound, event.round());
            switch (event) {
                case ClientEvent.Started _,ClientEvent.Ineligible _,ClientEvent.Served _,ClientEvent.Declined _,ClientEvent.Ended _ ->
                        {}
                case ClientEvent.Waiting _ -> answers++;
                case ClientEvent.Finished finished -> finished(device, finished);
                case ClientEvent.Failed failed ->
                        failures.merge(failed.phase() + " " + name(failed.cause()), 1, Integer::sum);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void finished(int device, ClientEvent.Finished event) {
        if (event.phase() != Phase.TRAIN && event.phase() != Phase.SEAL) {
            answers++;
        }
        if (event.phase() == Phase.UPLOAD) {
            bytesUploaded += event.bytesUp();
        }
        if (event.phase() == Phase.REPORT) {
            receipts.add(new Receipt(device, event.round()));
        }
    }

    private static String name(Exception cause) {
        return cause instanceof RejectedException refused ? refused.reason().code() : cause.getClass().getSimpleName();
    }

    /** Every receipt, in the order in which they came; one that came twice is here twice. */
    public List<Receipt> receipts() {
        return read(() -> List.copyOf(receipts));
    }

    /** How often which step failed for which reason. */
    public Map<String, Integer> failures() {
        return read(() -> Collections.unmodifiableMap(new TreeMap<>(failures)));
    }

    /** Bytes of sealed updates that devices began to send in uploads which ended well, every try counted whole. */
    public long bytesUploaded() {
        return read(() -> bytesUploaded);
    }

    /** Steps so far that a coordinator answered well. */
    public long answers() {
        return read(() -> answers);
    }

    private interface Reading<T> {
        T get();
    }

    private <T> T read(Reading<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a device heard of this round; false if the time is up first. */
    public boolean awaitRound(int round, Duration patience) throws InterruptedException {
        return await(() -> newestRound >= round, patience);
    }

    /** Waits until more steps were answered than this; false if the time is up first. */
    public boolean awaitAnswer(long before, Duration patience) throws InterruptedException {
        return await(() -> answers > before, patience);
    }

    /** Waits until there are so many receipts; false if the time is up first. */
    public boolean awaitReceipts(int count, Duration patience) throws InterruptedException {
        return await(() -> receipts.size() >= count, patience);
    }

    private boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
