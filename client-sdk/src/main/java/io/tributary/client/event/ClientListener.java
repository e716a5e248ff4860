package io.tributary.client.event;

/**
 * Is told what a client does. Called on a thread of its own, one event after the other. The client waits for it, 5 s at most: return soon.
 * What it throws is logged. While a call has not returned, further events are not told.
 */
@FunctionalInterface
public interface ClientListener {
    /** Does nothing. */
    ClientListener NONE = event -> {};

    /** A step began, ended or failed. */
    void on(ClientEvent event);
}
