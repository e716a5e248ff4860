package io.tributary.coordinator.http;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nonces that were used and could still be replayed; at most {@value #MOST}, then new ones are refused. Thread-safe. */
final class UsedNonces {
    static final int MOST = 200_000;
    private final Map<String, Instant> until = new LinkedHashMap<>();

    /** Uses a nonce that a replay could show until {@code useless}; later calls must not give earlier times. */
    synchronized void use(String nonce, Instant now, Instant useless) throws RejectedException {
        forget(now);
        if (until.containsKey(nonce)) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the proof was used before; make a new one");
        }
        if (until.size() >= MOST) {
            throw new RejectedException(Reason.UNAVAILABLE, "too many sessions were opened lately; try again later");
        }
        until.put(nonce, useless);
    }

    private void forget(Instant now) {
        Iterator<Instant> oldestFirst = until.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next().isBefore(now)) {
            oldestFirst.remove();
        }
    }
}
