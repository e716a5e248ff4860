package io.tributary.client.internal.session;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a client tells, from its beginning on. Thread-safe. */
public final class Tally {
    private final Map<Phase, LongAdder> finished = counters();
    private final Map<Phase, LongAdder> failed = counters();
    private final LongAdder bytesUp = new LongAdder();
    private final LongAdder bytesDown = new LongAdder();

    private static Map<Phase, LongAdder> counters() {
        Map<Phase, LongAdder> counters = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            counters.put(phase, new LongAdder());
        }
        return counters;
    }

    void note(ClientEvent event) {
        if (event instanceof ClientEvent.Finished step) {
            of(finished, step.phase()).increment();
            bytesUp.add(step.bytesUp());
            bytesDown.add(step.bytesDown());
        } else if (event instanceof ClientEvent.Failed step) {
            of(failed, step.phase()).increment();
        }
    }

    private static LongAdder of(Map<Phase, LongAdder> counters, Phase phase) {
        return Objects.requireNonNull(counters.get(phase));
    }

    /** Steps of a phase that ended well. */
    public long finished(Phase phase) {
        return of(finished, phase).sum();
    }

    /** Steps of a phase that failed. */
    public long failed(Phase phase) {
        return of(failed, phase).sum();
    }

    /** Bytes of bodies sent. */
    public long bytesUp() {
        return bytesUp.sum();
    }

    /** Bytes of bodies received. */
    public long bytesDown() {
        return bytesDown.sum();
    }
}
