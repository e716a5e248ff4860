package io.tributary.coordinator.upload;

import io.tributary.coordinator.store.BlobStore;
import io.tributary.coordinator.store.PartialBlob;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uploads that are not complete: one a device a round, bounded in number and bytes (I8). Begins with what an earlier life
 * of this process left in the blob store. Thread-safe; a device's own upload is touched in its turn alone.
 */
public final class IncompleteUploads {
    private static final Logger LOG = LoggerFactory.getLogger(IncompleteUploads.class);
    private final BlobStore blobs;
    private final UploadLimits limits;
    private final InstantSource clock;
    private final Map<String, Incomplete> byPlace = new HashMap<>();
    private long bytes;

    /** An upload that is not complete. */
    final class Incomplete {
        private final Upload upload;
        private long length;
        private Instant grown;
        private boolean busy;
        private @Nullable UploadProgress progress;

        private Incomplete(Upload upload, long length) {
            this.upload = upload;
            this.length = length;
            this.grown = clock.instant();
        }

        /**
         * Begins a visit, which ends with {@link #leave}.
         *
         * @param whole what it comes to once it is complete
         * @return how far it is, if this process knows: what it does not know it verifies again
         */
        Optional<UploadProgress> enter(long whole) {
            synchronized (IncompleteUploads.this) {
                bytes += whole - length;
                length = whole;
                UploadProgress known = progress;
                progress = null;
                busy = true;
                return Optional.ofNullable(known);
            }
        }

        /** It is complete, or nothing of it is worth keeping. */
        void remove() {
            IncompleteUploads.this.remove(upload);
        }

        /** It grew. */
        void grew() {
            synchronized (IncompleteUploads.this) {
                grown = clock.instant();
            }
        }

        /** Nobody is at it any more; {@code known} is how far its blob is verified and cut, null if that is not sure. */
        void leave(@Nullable UploadProgress known) {
            synchronized (IncompleteUploads.this) {
                progress = known;
                busy = false;
            }
        }
    }

    public IncompleteUploads(BlobStore blobs, UploadLimits limits, InstantSource clock) {
        this.blobs = blobs;
        this.limits = limits;
        this.clock = clock;
        blobs.partials().forEach(this::found);
    }

    private void found(String blob) {
        try (PartialBlob left = blobs.partial(blob)) {
            put(new Incomplete(Upload.ofBlob(blob), left.size()));
        } catch (IllegalArgumentException foreign) {
            LOG.warn("a partial blob is discarded: {}", foreign.getMessage());
            blobs.discard(blob);
        }
    }

    /** The incomplete upload of this id. */
    synchronized Optional<Incomplete> find(Upload upload) {
        return Optional.ofNullable(byPlace.get(upload.place())).filter(known -> known.upload.equals(upload));
    }

    /**
     * Begins an upload at nothing; any other of its device for the round is dropped.
     *
     * @param length what it comes to once it is complete
     * @throws RejectedException NO_ROOM; nothing is changed
     */
    synchronized Incomplete begin(Upload upload, long length) throws RejectedException {
        Incomplete before = byPlace.get(upload.place());
        int others = byPlace.size() - (before == null ? 0 : 1);
        long theirs = bytes - (before == null ? 0 : before.length);
        if (others >= limits.count() || theirs + length > limits.bytes()) {
            throw new RejectedException(Reason.NO_ROOM, others + " incomplete uploads of " + theirs
                    + " bytes are here, and at most " + limits.count() + " of " + limits.bytes()
                    + " are kept; try again later");
        }
        Incomplete fresh = new Incomplete(upload, length);
        put(fresh);
        blobs.discard(upload.blob());
        return fresh;
    }

    private synchronized void put(Incomplete fresh) {
        Incomplete before = byPlace.put(fresh.upload.place(), fresh);
        bytes += fresh.length;
        if (before != null) {
            bytes -= before.length;
            blobs.discard(before.upload.blob());
        }
    }

    /** It is complete, spoiled or given up: whatever of it is partial is removed. */
    synchronized void remove(Upload upload) {
        find(upload).ifPresent(known -> {
            byPlace.remove(upload.place());
            bytes -= known.length;
        });
        blobs.discard(upload.blob());
    }

    /** Removes what has not grown for too long, and what is over; not what somebody is at, who sees that by himself. */
    void sweep(Predicate<Upload> over) {
        for (Incomplete known : idle()) {
            if (expired(known) || over.test(known.upload)) {
                removeIdle(known);
            }
        }
    }

    private synchronized List<Incomplete> idle() {
        return byPlace.values().stream().filter(known -> !known.busy).toList();
    }

    private synchronized boolean expired(Incomplete known) {
        return Duration.between(known.grown, clock.instant()).compareTo(limits.lifetime()) > 0;
    }

    private synchronized void removeIdle(Incomplete known) {
        if (!known.busy && byPlace.get(known.upload.place()) == known) {
            remove(known.upload);
        }
    }

    /** How many there are. */
    public synchronized int count() {
        return byPlace.size();
    }
}
