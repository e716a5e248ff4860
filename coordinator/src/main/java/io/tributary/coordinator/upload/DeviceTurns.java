package io.tributary.coordinator.upload;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The order between a device's own requests. One request at a time works on its incomplete upload: a later one makes an earlier
 * one give up and waits until it has, because the earlier one's connection may be dead without knowing. Completing, deleting and
 * counting an upload, which are short, hold the device's lock. Thread-safe.
 */
final class DeviceTurns {
    private static final int LOCKS = 256;
    private final Map<String, Turn> present = new ConcurrentHashMap<>();
    private final ReentrantLock[] locks = IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock())
            .toArray(ReentrantLock[]::new);

    /** The right to work on a device's incomplete upload, until it is closed. */
    final class Turn implements AutoCloseable {
        private final String device;
        private final UploadBody body;
        private final CountDownLatch over = new CountDownLatch(1);

        private Turn(String device, UploadBody body) {
            this.device = device;
            this.body = body;
        }

        @Override
        public void close() {
            present.remove(device, this);
            over.countDown();
        }
    }

    /** Waits for the turn of a request with a body. */
    Turn take(String device, UploadBody body) throws InterruptedException {
        Turn mine = new Turn(device, body);
        Turn before = present.put(device, mine);
        if (before != null) {
            before.body.giveUp("a later request of this device took its place");
            try {
                before.over.await();
            } catch (InterruptedException stopped) {
                mine.close();
                throw stopped;
            }
        }
        return mine;
    }

    /** The lock of a device, which it shares with few others. */
    ReentrantLock lock(String device) {
        return locks[Math.floorMod(device.hashCode(), LOCKS)];
    }
}
