package io.tributary.client.fake;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import io.tributary.client.event.Phase;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a client tells. */
public final class Events implements ClientListener {
    private final List<ClientEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(ClientEvent event) {
        events.add(event);
    }

    /** Phases that ended well, in order. */
    public List<Phase> finished() {
        return of(ClientEvent.Finished.class).stream().map(ClientEvent.Finished::phase).toList();
    }

    /** Phases that failed, in order. */
    public List<Phase> failed() {
        return failures().stream().map(ClientEvent.Failed::phase).toList();
    }

    public List<ClientEvent.Failed> failures() {
        return of(ClientEvent.Failed.class);
    }

    /** Reasons of the refusals among the failures, in order. */
    public List<Reason> reasons() {
        return failures().stream().map(ClientEvent.Failed::cause).filter(RejectedException.class::isInstance)
                .map(cause -> ((RejectedException) cause).reason()).toList();
    }

    public <T extends ClientEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
