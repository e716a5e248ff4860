package io.tributary.coordinator.access.session;

import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.cluster.Subscription;
import java.util.function.Consumer;

/** Every event is lost. */
final class NoEvents implements LiveEvents {
    @Override
    public void publish(String topic, byte[] event) {}

    @Override
    public Subscription subscribe(String topic, Consumer<byte[]> listener) {
        throw new UnsupportedOperationException(topic);
    }
}
