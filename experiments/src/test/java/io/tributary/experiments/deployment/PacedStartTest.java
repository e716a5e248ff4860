package io.tributary.experiments.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.event.ClientEnd;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PacedStartTest {
    private final PacedStart starts = new PacedStart();
    private final LinkedBlockingQueue<PacedStart.Place> begun = new LinkedBlockingQueue<>();

    private List<PacedStart.Place> begin(int devices) throws InterruptedException {
        for (int i = 0; i < devices; i++) {
            Thread.ofVirtual().start(() -> {
                PacedStart.Place place = starts.place();
                try {
                    place.take();
                    begun.add(place);
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        List<PacedStart.Place> first = new ArrayList<>();
        for (int i = 0; i < PacedStart.AT_ONCE; i++) {
            first.add(begun.take());
        }
        return first;
    }

    @Test
    void theNextDeviceBeginsWhenOneAsksForWork() throws InterruptedException {
        List<PacedStart.Place> first = begin(PacedStart.AT_ONCE + 2);
        first.get(0).heard(new ClientEvent.Started(Phase.ENROL, "", 0));
        assertEquals(null, begun.poll(100, TimeUnit.MILLISECONDS), "one that enrols keeps its place");
        first.get(0).heard(new ClientEvent.Started(Phase.CHECK_IN, "", 0));
        begun.take();
        first.get(0).heard(new ClientEvent.Started(Phase.CHECK_IN, "", 0));
        assertEquals(null, begun.poll(100, TimeUnit.MILLISECONDS), "a device gives one place");
        first.get(1).heard(new ClientEvent.Ended(Phase.END, "", 0, ClientEnd.DENIED, "revoked"));
        begun.take();
    }

    @Test
    void whatWaitsForItsTurnCanBeStopped() throws InterruptedException {
        begin(PacedStart.AT_ONCE);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                starts.place().take();
            } catch (InterruptedException end) {
                stopped.countDown();
            }
        });
        waiting.interrupt();
        stopped.await();
    }
}
