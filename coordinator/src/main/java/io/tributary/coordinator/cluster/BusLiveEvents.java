package io.tributary.coordinator.cluster;

import io.tributary.coordinator.log.FaultLog;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Events on a Vert.x event bus, clustered or not, under addresses of their own. A listener that other members could not be told of, as while
 * one of them joins, is registered again until they know it.
 */
final class BusLiveEvents implements LiveEvents {
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(BusLiveEvents.class));
    private static final long MILLIS_TO_NEXT = 1000;

    private final EventBus bus;
    private final Consumer<Runnable> later;

    BusLiveEvents(Vertx vertx) {
        this(vertx.eventBus(), again -> vertx.setTimer(MILLIS_TO_NEXT, _ -> again.run()));
    }

    /** @param later runs what it is given, after a while */
    BusLiveEvents(EventBus bus, Consumer<Runnable> later) {
        this.bus = bus;
        this.later = later;
    }

    @Override
    public void publish(String topic, byte[] event) {
        if (event.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an event of " + topic + " has " + event.length + " bytes and may have " + MAX_BYTES);
        }
        bus.publish(address(topic), event.clone());
    }

    @Override
    public Subscription subscribe(String topic, Consumer<byte[]> listener) {
        BusSubscription subscription = new BusSubscription(address(topic), listener);
        subscription.register();
        return subscription;
    }

    private static String address(String topic) {
        if (!topic.matches("[a-z0-9.-]{1,200}")) {
            throw new IllegalArgumentException("not a topic: '" + topic.substring(0, Math.min(topic.length(), 200))
                    + "'; topics are [a-z0-9.-]{1,200}");
        }
        return "tributary.live." + topic;
    }

    private final class BusSubscription implements Subscription {
        private final String address;
        private final Consumer<byte[]> listener;
        private final CompletableFuture<Void> known = new CompletableFuture<>();
        private @Nullable MessageConsumer<byte[]> consumer;
        private boolean closed;

        BusSubscription(String address, Consumer<byte[]> listener) {
            this.address = address;
            this.listener = listener;
        }

        synchronized void register() {
            if (closed) {
                return;
            }
            MessageConsumer<byte[]> next = bus.consumer(address);
            consumer = next;
            next.handler(message -> listener.accept(message.body()));
            next.completion().onComplete(_ -> known.complete(null), why -> {
                FAULTS.warn("other members do not know yet that " + address + " is heard here", why);
                next.unregister();
                later.accept(this::register);
            });
        }

        @Override
        public CompletionStage<Void> ready() {
            return known;
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (consumer != null) {
                consumer.unregister();
            }
        }
    }
}
