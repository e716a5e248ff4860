package io.tributary.coordinator.cluster;

import java.util.function.Consumer;

/**
 * Events about progress, for watchers on any member. Delivered at most once, in order from one publisher, and kept nowhere. Whatever
 * must hold is read from the stores instead. Thread-safe.
 */
public interface LiveEvents {
    /** Most bytes of an event. */
    int MAX_BYTES = 64 * 1024;

    /**
     * Sends an event to all listeners of a topic on all members, this one too; does not wait.
     *
     * @param topic {@code [a-z0-9.-]{1,200}}
     * @param event at most {@link #MAX_BYTES}
     * @throws IllegalArgumentException if either is not so
     */
    void publish(String topic, byte[] event);

    /**
     * Calls a listener for the events of a topic, one call at a time, on a thread that it may not block.
     *
     * @return ends the calls when closed
     * @throws IllegalArgumentException if it is not a topic
     */
    Subscription subscribe(String topic, Consumer<byte[]> listener);
}
