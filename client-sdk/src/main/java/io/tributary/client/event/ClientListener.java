package io.tributary.client.event;

/** Is told what a client does. Called by the client's thread, which waits for it: return soon, throw nothing. */
@FunctionalInterface
public interface ClientListener {
    /** Does nothing. */
    ClientListener NONE = event -> {};

    /** A step began, ended or failed. */
    void on(ClientEvent event);
}
