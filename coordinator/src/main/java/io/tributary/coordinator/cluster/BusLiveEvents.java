package io.tributary.coordinator.cluster;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Events on a Vert.x event bus, clustered or not, under addresses of their own. */
final class BusLiveEvents implements LiveEvents {
    private final EventBus bus;

    BusLiveEvents(EventBus bus) {
        this.bus = bus;
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
        MessageConsumer<byte[]> consumer = bus.consumer(address(topic));
        consumer.handler(message -> listener.accept(message.body()));
        return new BusSubscription(consumer);
    }

    private static String address(String topic) {
        if (!topic.matches("[a-z0-9.-]{1,200}")) {
            throw new IllegalArgumentException("not a topic: '" + topic.substring(0, Math.min(topic.length(), 200))
                    + "'; topics are [a-z0-9.-]{1,200}");
        }
        return "tributary.live." + topic;
    }

    private record BusSubscription(MessageConsumer<byte[]> consumer) implements Subscription {
        @Override
        public CompletionStage<Void> ready() {
            return consumer.completion().toCompletionStage();
        }

        @Override
        public void close() {
            consumer.unregister();
        }
    }
}
