package io.tributary.coordinator.upload;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * One request about uploads at a time for each device. A later one makes an earlier one give up and waits until it has: the
 * earlier one's connection may be dead without knowing. Thread-safe.
 */
final class DeviceTurns {
    private final Map<String, Turn> present = new ConcurrentHashMap<>();

    /** The right to touch a device's incomplete upload, until it is closed. */
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
}
