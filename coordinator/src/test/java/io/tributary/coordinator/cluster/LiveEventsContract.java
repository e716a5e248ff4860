package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What live events do, wherever they are published. */
abstract class LiveEventsContract {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** Where the test publishes. */
    abstract LiveEvents here();

    /** Where it listens: the same place, or another member. */
    abstract LiveEvents there();

    private Subscription listen(String topic) {
        Subscription subscription = there().subscribe(topic,
                event -> heard.add(topic + " " + new String(event, StandardCharsets.UTF_8)));
        subscription.ready().toCompletableFuture().join();
        return subscription;
    }

    private void publish(String topic, String event) {
        here().publish(topic, event.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> next(int count) {
        return IntStream.range(0, count).mapToObj(_ -> next()).toList();
    }

    private String next() {
        try {
            String next = heard.poll(60, TimeUnit.SECONDS);
            return next == null ? "nothing came" : next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }

    @Test
    void eventsArriveInOrder() {
        try (Subscription _ = listen("run.one")) {
            IntStream.range(0, 100).forEach(i -> publish("run.one", "event " + i));

            assertEquals(IntStream.range(0, 100).mapToObj(i -> "run.one event " + i).toList(), next(100));
        }
    }

    @Test
    void aTopicHearsItsOwnEventsOnly() {
        try (Subscription _ = listen("run.one")) {
            publish("run.two", "for nobody");
            publish("run.one", "for one");

            assertEquals("run.one for one", next());
        }
    }

    @Test
    void everyListenerHearsAnEvent() {
        try (Subscription _ = listen("run.one"); Subscription _ = listen("run.one")) {
            publish("run.one", "news");

            assertEquals(List.of("run.one news", "run.one news"), next(2));
        }
    }

    @Test
    void aClosedSubscriptionHearsNoMore() {
        listen("run.one").close();
        try (Subscription _ = listen("run.two")) {
            publish("run.one", "too late");
            publish("run.two", "in time");

            assertEquals("run.two in time", next());
        }
    }

    @Test
    void anEventHasAtMost64KiB() {
        try (Subscription _ = listen("run.one")) {
            assertThrows(IllegalArgumentException.class,
                    () -> here().publish("run.one", new byte[LiveEvents.MAX_BYTES + 1]));
            publish("run.one", "x".repeat(LiveEvents.MAX_BYTES));

            assertEquals("run.one ".length() + LiveEvents.MAX_BYTES, next().length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "a/b", "\u0000"})
    void whatIsNoTopicIsRefused(String topic) {
        assertThrows(IllegalArgumentException.class, () -> here().publish(topic, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> here().subscribe(topic, _ -> {}));
    }
}
