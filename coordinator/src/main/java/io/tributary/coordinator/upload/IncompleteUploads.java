package io.tributary.coordinator.upload;

import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uploads that are not complete: one a device a round, bounded in number and bytes (I8). Begins with the partial objects that
 * the store holds already. Thread-safe; one request at a time works on an upload, in its device's turn.
 */
final class IncompleteUploads {
    private static final Logger LOG = LoggerFactory.getLogger(IncompleteUploads.class);
    private final ObjectStore objects;
    private final UploadLimits limits;
    private final InstantSource durations;
    private final Map<String, Incomplete> byPrefix = new HashMap<>();
    private long bytes;

    /** What is kept of an incomplete upload between requests, beside its partial object. */
    final class Incomplete {
        private final UploadId id;
        private long length;
        private Instant grown;
        private boolean busy;
        private Optional<VerifiedParts> verified = Optional.empty();

        private Incomplete(UploadId id, long length) {
            this.id = id;
            this.length = length;
            this.grown = durations.instant();
        }

        UploadId id() {
            return id;
        }

        /** How far it is verified, if this process knows; otherwise its object has to be verified again. */
        Optional<VerifiedParts> verified() {
            synchronized (IncompleteUploads.this) {
                return verified;
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

        /** No request works on it any more; {@code known} is how far its object is verified and cut, empty if that is not sure. */
        void leave(Optional<VerifiedParts> known) {
            synchronized (IncompleteUploads.this) {
                verified = known;
                busy = false;
            }
        }
    }

    IncompleteUploads(ObjectStore objects, UploadLimits limits, InstantSource durations) {
        this.objects = objects;
        this.limits = limits;
        this.durations = durations;
        objects.partials().forEach(this::found);
    }

    private void found(String object) {
        try (PartialObject left = objects.partial(object)) {
            put(new Incomplete(UploadId.ofObject(object), left.size()));
        } catch (IllegalArgumentException foreign) {
            LOG.warn("a partial object is discarded: {}", foreign.getMessage());
            objects.discard(object);
        }
    }

    /**
     * Begins an upload at nothing, for a request that ends with {@link Incomplete#leave} or {@link Incomplete#remove}; any other of
     * its device for the round is dropped.
     *
     * @param length what it comes to once it is complete
     * @throws RejectedException NO_ROOM; nothing is changed
     */
    synchronized Incomplete begin(UploadId upload, long length) throws RejectedException {
        Incomplete before = byPrefix.get(upload.prefix());
        int others = byPrefix.size() - (before == null ? 0 : 1);
        long theirs = bytes - (before == null ? 0 : before.length);
        limits.requireRoom(others, theirs, length);
        Incomplete fresh = new Incomplete(upload, length);
        put(fresh);
        objects.discard(upload.object());
        fresh.busy = true; // last: if storage broke before, a sweep removes it
        return fresh;
    }

    /**
     * Goes on with the incomplete upload of this id, for a request that ends with {@link Incomplete#leave} or
     * {@link Incomplete#remove}.
     *
     * @param length what it comes to once it is complete
     */
    synchronized Optional<Incomplete> resume(UploadId upload, long length) {
        Optional<Incomplete> known = find(upload);
        known.ifPresent(found -> {
            bytes += length - found.length;
            found.length = length;
            found.busy = true;
        });
        return known;
    }

    private Optional<Incomplete> find(UploadId upload) {
        return Optional.ofNullable(byPrefix.get(upload.prefix())).filter(known -> known.id.equals(upload));
    }

    private synchronized void put(Incomplete fresh) {
        Incomplete before = byPrefix.put(fresh.id.prefix(), fresh);
        bytes += fresh.length;
        if (before != null) {
            bytes -= before.length;
            objects.discard(before.id.object());
        }
    }

    /** It is complete, spoiled or given up: whatever of it is partial is removed. */
    synchronized void remove(UploadId upload) {
        find(upload).ifPresent(known -> {
            byPrefix.remove(upload.prefix());
            bytes -= known.length;
        });
        objects.discard(upload.object());
    }

    /** Removes uploads that have not grown for too long or are over, except where a request works on one: it finds out itself. */
    void sweep(Predicate<UploadId> over) {
        for (Incomplete known : idle()) {
            if (expired(known) || over.test(known.id)) {
                removeIdle(known);
            }
        }
    }

    private synchronized List<Incomplete> idle() {
        return byPrefix.values().stream().filter(known -> !known.busy).toList();
    }

    private synchronized boolean expired(Incomplete known) {
        return Duration.between(known.grown, durations.instant()).compareTo(limits.lifetime()) > 0;
    }

    private synchronized void removeIdle(Incomplete known) {
        if (!known.busy && byPrefix.get(known.id.prefix()) == known) {
            remove(known.id);
        }
    }

    /** How many there are. */
    synchronized int count() {
        return byPrefix.size();
    }
}
