package io.tributary.client.event;

/** Hears what a client does. Called by the client's thread, which waits for it: return soon, throw nothing. */
@FunctionalInterface
public interface ClientListener {
    /** Hears nothing. */
    ClientListener NONE = event -> {};

    /** A step began, ended or failed. */
    void on(ClientEvent event);
}
