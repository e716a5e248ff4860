package io.tributary.coordinator.access.session;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ids of proofs that were used and could still be replayed; at most {@value #MOST}, and {@value #MOST_OF_A_DEVICE} of one device,
 * so that none can take the others' places. Beyond that new ones are refused. Thread-safe.
 */
final class UsedNonces {
    static final int MOST = 200_000;
    static final int MOST_OF_A_DEVICE = 100;

    private record Use(String device, String nonce) {}

    private final Map<Use, Instant> until = new LinkedHashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();

    /** Uses an id that a replay could show until {@code useless}; later calls must not give earlier times. */
    synchronized void use(String device, String nonce, Instant now, Instant useless) throws RejectedException {
        forget(now);
        Use use = new Use(device, nonce);
        if (until.containsKey(use)) {
            throw used();
        }
        if (uses.getOrDefault(device, 0) >= MOST_OF_A_DEVICE) {
            throw new RejectedException(Reason.RATE_LIMITED, device + " opened " + MOST_OF_A_DEVICE
                    + " sessions in the time that a proof is good; keep one until it expires");
        }
        if (until.size() >= MOST) {
            throw new RejectedException(Reason.UNAVAILABLE, "too many sessions were opened lately; try again later");
        }
        until.put(use, useless);
        uses.merge(device, 1, Integer::sum);
    }

    static RejectedException used() {
        return new RejectedException(Reason.UNAUTHENTICATED, "the proof was used before; make a new one");
    }

    private void forget(Instant now) {
        Iterator<Map.Entry<Use, Instant>> oldestFirst = until.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<Use, Instant> oldest = oldestFirst.next();
            if (!oldest.getValue().isBefore(now)) {
                return;
            }
            uses.computeIfPresent(oldest.getKey().device(), (_, count) -> count == 1 ? null : count - 1);
            oldestFirst.remove();
        }
    }
}
