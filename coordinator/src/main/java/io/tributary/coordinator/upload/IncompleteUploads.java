package io.tributary.coordinator.upload;

import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.PartialState;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.upload.UploadLimits.Held;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uploads that are not complete: one a device a round, bounded in number and bytes (I8). Begins with the partial objects that
 * the store holds already, and finds those that were begun at another member of the same store when they are asked for or when it sweeps. Another
 * member may complete, discard or go on with any of them meanwhile: what is known here is compared with the store before it is relied on.
 * Thread-safe; one request at a time works on an upload, in its device's turn.
 */
final class IncompleteUploads {
    private static final Logger LOG = LoggerFactory.getLogger(IncompleteUploads.class);
    private final ObjectStore objects;
    private final UploadLimits limits;
    private final InstantSource durations;
    private final TreeMap<String, Incomplete> byObject = new TreeMap<>();
    private Held all = Held.NOTHING;
    private final Map<String, Held> ofRuns = new HashMap<>();

    /** What is kept of an incomplete upload between requests, beside its partial object. */
    final class Incomplete {
        private final UploadId id;
        private long length;
        private Instant grown;
        private boolean busy;
        private String turn = "";
        private Optional<VerifiedParts> verified = Optional.empty();
        /** As it was seen last, if it is another member's. */
        private Optional<PartialState> others = Optional.empty();

        private Incomplete(UploadId id, long length) {
            this.id = id;
            this.length = length;
            this.grown = durations.instant();
        }

        UploadId id() {
            return id;
        }

        /**
         * How far it is verified, if this process knows, nobody opened the object since and the store has kept all of it; otherwise the
         * object has to be verified again.
         *
         * @param stored the object, just opened
         */
        Optional<VerifiedParts> verified(PartialObject stored) {
            synchronized (IncompleteUploads.this) {
                return verified.filter(known -> stored.before().equals(turn) && stored.size() == known.offset());
            }
        }

        /** It is complete, or nothing of it is worth keeping. */
        void remove() {
            IncompleteUploads.this.remove(id);
        }

        /** It grew. */
        void grew() {
            synchronized (IncompleteUploads.this) {
                grown = durations.instant();
            }
        }

        /** No request works on it any more, and nothing is known of its object. */
        void leave() {
            leave(Optional.empty(), turn);
        }

        /**
         * No request works on it any more.
         *
         * @param known how far its object is verified and cut, empty if that is not sure
         * @param last the turn in which the object was left
         */
        void leave(Optional<VerifiedParts> known, String last) {
            synchronized (IncompleteUploads.this) {
                verified = known;
                turn = last;
                others = Optional.empty();
                busy = false;
            }
        }

        /** Whether nobody worked on its object since it was looked at or left here. Looks. */
        private boolean isStill(PartialState now) {
            boolean still = others.map(now::equals).orElseGet(() -> now.turn().equals(turn));
            if (!still) {
                others = Optional.of(now);
                grown = durations.instant();
            }
            return still;
        }
    }

    IncompleteUploads(ObjectStore objects, UploadLimits limits, InstantSource durations) {
        this.objects = objects;
        this.limits = limits;
        this.durations = durations;
        objects.partials().forEach(this::found);
    }

    private void found(String object) {
        try {
            UploadId id = UploadId.ofObject(object);
            objects.findPartial(object).ifPresent(left -> put(seen(id, left.size(), left)));
        } catch (IllegalArgumentException foreign) {
            LOG.warn("a partial object is discarded: {}", foreign.getMessage());
            objects.discard(object);
        }
    }

    private Incomplete seen(UploadId id, long length, PartialState state) {
        Incomplete seen = new Incomplete(id, length);
        seen.others = Optional.of(state);
        return seen;
    }

    /**
     * Begins an upload at nothing, for a request that ends with {@link Incomplete#leave} or {@link Incomplete#remove}; any other of
     * its device for the round is dropped.
     *
     * @param length what it comes to once it is complete
     * @throws RejectedException NO_ROOM; nothing is changed
     */
    Incomplete begin(UploadId upload, long length) throws RejectedException {
        Incomplete fresh = new Incomplete(upload, length);
        List<Incomplete> before = replaceOthers(fresh);
        try {
            before.forEach(other -> objects.discard(other.id.object()));
            objects.discard(upload.object());
        } catch (StoreException broken) {
            fresh.leave(); // a sweep removes it
            throw broken;
        }
        return fresh;
    }

    private synchronized List<Incomplete> replaceOthers(Incomplete fresh) throws RejectedException {
        List<Incomplete> before = ofDevice(fresh.id);
        long theirs = before.stream().mapToLong(other -> other.length).sum();
        limits.requireRoom(all.plus(-before.size(), -theirs), ofRun(fresh.id).plus(-before.size(), -theirs),
                fresh.length);
        before.forEach(other -> forget(other.id));
        put(fresh);
        fresh.busy = true;
        return before;
    }

    private List<Incomplete> ofDevice(UploadId upload) {
        return List.copyOf(byObject.subMap(upload.prefix() + '/', upload.prefix() + '0').values()); // 0 follows the slash
    }

    /**
     * Goes on with the incomplete upload of this id, at whichever member it was begun, for a request that ends with
     * {@link Incomplete#leave} or {@link Incomplete#remove}.
     *
     * @param length what it comes to once it is complete
     * @throws RejectedException NO_ROOM if it was begun elsewhere
     */
    Optional<Incomplete> resume(UploadId upload, long length) throws RejectedException {
        Optional<PartialState> stored = objects.findPartial(upload.object());
        if (stored.isEmpty()) {
            forget(upload); // another member completed or discarded it, or it was never opened
            return Optional.empty();
        }
        return Optional.of(goOn(upload, length, stored.get()));
    }

    private synchronized Incomplete goOn(UploadId upload, long length, PartialState stored) throws RejectedException {
        Incomplete known = byObject.get(upload.object());
        if (known == null) {
            limits.requireRoom(all, ofRun(upload), length);
            known = seen(upload, length, stored);
            put(known);
        }
        held(upload, 0, length - known.length);
        known.length = length;
        known.busy = true;
        return known;
    }

    private synchronized void put(Incomplete fresh) {
        Incomplete before = byObject.put(fresh.id.object(), fresh);
        if (before != null) {
            held(before.id, -1, -before.length);
        }
        held(fresh.id, 1, fresh.length);
    }

    private Held ofRun(UploadId upload) {
        return ofRuns.getOrDefault(upload.run(), Held.NOTHING);
    }

    private void held(UploadId upload, int more, long bytes) {
        all = all.plus(more, bytes);
        Held now = ofRun(upload).plus(more, bytes);
        if (now.count() > 0) {
            ofRuns.put(upload.run(), now);
        } else {
            ofRuns.remove(upload.run());
        }
    }

    private synchronized void forget(UploadId upload) {
        Incomplete known = byObject.remove(upload.object());
        if (known != null) {
            held(known.id, -1, -known.length);
        }
    }

    /** It is complete, spoiled or given up: whatever of it is partial is removed. */
    void remove(UploadId upload) {
        forget(upload);
        objects.discard(upload.object());
    }

    /**
     * Removes uploads that have not grown for too long, at no member, or are over, except where a request works on one: it finds out itself. Looks
     * for those that were begun elsewhere.
     */
    void sweep(Predicate<UploadId> over) {
        Set<String> stored = new HashSet<>(objects.partials());
        for (Incomplete known : idle()) {
            if (!stored.remove(known.id.object()) || expired(known)) {
                removeIdle(known, false);
            } else if (over.test(known.id)) {
                removeIdle(known, true);
            }
        }
        stored.stream().filter(this::isUnknown).forEach(this::found);
    }

    private synchronized boolean isUnknown(String object) {
        return !byObject.containsKey(object);
    }

    private synchronized List<Incomplete> idle() {
        return byObject.values().stream().filter(known -> !known.busy).toList();
    }

    private synchronized boolean expired(Incomplete known) {
        return Duration.between(known.grown, durations.instant()).compareTo(limits.lifetime()) > 0;
    }

    /** The store is asked without the lock: requests need that too, and the store may be slow. */
    private void removeIdle(Incomplete known, boolean over) {
        Optional<PartialState> now = objects.findPartial(known.id.object());
        if (forgetIdle(known, over, now) && now.isPresent()) {
            objects.discard(known.id.object());
        }
    }

    private synchronized boolean forgetIdle(Incomplete known, boolean over, Optional<PartialState> now) {
        boolean left = !known.busy && byObject.get(known.id.object()) == known;
        if (left && (over || now.isEmpty() || (expired(known) && known.isStill(now.get())))) {
            forget(known.id);
            return true;
        }
        return false;
    }

    /** What they come to once they are complete. */
    synchronized long bytes() {
        return all.bytes();
    }

    /** What those of a run come to once they are complete. */
    synchronized long bytes(String run) {
        return ofRuns.getOrDefault(run, Held.NOTHING).bytes();
    }

    /** How many there are. */
    synchronized int count() {
        return byObject.size();
    }
}
