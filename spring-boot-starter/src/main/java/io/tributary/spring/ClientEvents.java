package io.tributary.spring;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import java.util.List;
import java.util.Optional;

/** Tells the application's own listeners what a client tells, and keeps why it ended. Thread-safe. */
final class ClientEvents {
    private final List<ClientListener> listeners;
    private volatile Optional<ClientEvent.Ended> end = Optional.empty();

    ClientEvents(List<ClientListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** A step began, ended or failed. */
    void on(ClientEvent event) {
        if (event instanceof ClientEvent.Ended ended) {
            end = Optional.of(ended);
        }
        listeners.forEach(listener -> listener.on(event));
    }

    /** Why the client ended; empty while it goes on. */
    Optional<ClientEvent.Ended> end() {
        return end;
    }
}
