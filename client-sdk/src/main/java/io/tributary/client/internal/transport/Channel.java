package io.tributary.client.internal.transport;

import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;

/** A WebSocket to the coordinator while a round lasts. {@link #send} is for one thread at a time, the rest is thread-safe. */
public interface Channel extends AutoCloseable {
    /**
     * Sends a message; blocks until it is answered.
     *
     * @throws RejectedException if the coordinator refuses
     * @throws TransportException if the channel is closed, or breaks before the answer: the message may have been heard, or not
     */
    CoordinatorMessage send(DeviceMessage message)
            throws RejectedException, TransportException, InterruptedException;

    /** Returns once it is closed, by whichever side. */
    void awaitClosed() throws InterruptedException;

    /** Closes it; whoever waits for an answer gets {@link TransportException}. Does not wait. */
    @Override
    void close();
}
