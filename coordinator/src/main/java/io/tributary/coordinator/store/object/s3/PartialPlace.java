package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.StoredPart;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Gatherers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one opening of a partial object keeps its parts. Whatever it writes that others would see is fenced by its turn: a part counts by its
 * row, and a later opening gives the multipart upload up that would make the object visible, or finds that it has.
 */
record PartialPlace(S3Bucket bucket, S3Multipart multipart, S3Keys keys, PartStore rows, ReadAhead ahead,
        Path directory,
        InstantSource clock, String name, String turn) {
    private static final Logger LOG = LoggerFactory.getLogger(PartialPlace.class);
    private static final int PIECE = 1 << 20;
    /** Parts that the service copies at once for one object. */
    private static final int COPIES = 8;

    Scratch scratch(long base) {
        return new Scratch(directory, base);
    }

    /** Fewest bytes of a part that stays. */
    int leastPart() {
        return multipart.leastPart();
    }

    boolean isHeld() {
        return rows.holds(name, turn);
    }

    ObjectReader open(StoredPart part) {
        return new S3ObjectReader(bucket, key(part), new S3Stored(part.length(), part.etag(), Map.of()), ahead);
    }

    private String key(StoredPart part) {
        return keys.part(name, part.id());
    }

    /** Appends the first bytes of a part to a file. */
    void copy(StoredPart part, long count, Scratch into) {
        try (ObjectReader reader = open(part)) {
            for (long at = 0; at < count; at += PIECE) {
                ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, count - at));
                reader.read(at, piece);
                into.append(piece.flip());
            }
        }
    }

    /** Stores a part, in place of all from its position on. */
    StoredPart store(long position, S3Body body) {
        String id = UUID.randomUUID().toString();
        String etag = bucket.put(keys.part(name, id), body);
        StoredPart part = new StoredPart(id, position, body.length(), etag);
        try {
            delete(rows.put(name, turn, part, clock.instant()));
        } catch (StoreException refused) {
            if (!isKnownAfter(refused, part)) {
                delete(List.of(part));
            }
            throw refused;
        }
        return part;
    }

    /** The row may have been written though the answer was lost. */
    private boolean isKnownAfter(StoreException failure, StoredPart part) {
        try {
            return rows.isKnown(part.id());
        } catch (StoreException again) {
            failure.addSuppressed(again);
            return true;
        }
    }

    void cut(long size) {
        delete(rows.cut(name, turn, size, clock.instant()));
    }

    /** Makes a small object visible, unless one is there. @return whether it did */
    boolean commit(S3Body whole, List<StoredPart> stored) {
        if (!isHeld()) {
            throw new StoreException("committing object " + name + ": it was discarded, or is gone on with elsewhere");
        }
        boolean now = bucket.putIfAbsent(keys.object(name), whole);
        finish(stored);
        return now;
    }

    /**
     * Makes an object visible that is put together by the service, unless one is there. It is looked for when the upload is named: those of
     * earlier turns were given up before, and a later turn gives this one up before it looks.
     *
     * @param stored parts, of which those that end up to {@code copied} are in it
     * @param rest the bytes behind them
     * @return whether it did
     */
    boolean commit(List<StoredPart> stored, long copied, Optional<S3Body> rest, long size) {
        S3Multipart.Upload upload = multipart.begin(keys.object(name));
        try {
            rows.name(name, turn, upload.id(), clock.instant());
        } catch (StoreException refused) {
            abort(upload, refused);
            throw refused;
        }
        boolean absent = bucket.head(upload.key()).isEmpty();
        if (absent) {
            putTogether(upload, stored.stream().filter(part -> part.end() <= copied).toList(), rest, size);
        } else {
            multipart.abort(upload.key(), upload.id());
        }
        finish(stored);
        return absent;
    }

    private void putTogether(S3Multipart.Upload upload, List<StoredPart> parts, Optional<S3Body> rest, long size) {
        List<String> etags = new ArrayList<>(parts.stream().gather(Gatherers.mapConcurrent(COPIES, part -> multipart
                .copy(upload, parts.indexOf(part) + 1, key(part), part.etag()))).toList());
        rest.ifPresent(body -> etags.add(multipart.send(upload, etags.size() + 1, body)));
        multipart.complete(upload, etags, size);
    }

    private void abort(S3Multipart.Upload upload, StoreException failure) {
        try {
            multipart.abort(upload.key(), upload.id());
        } catch (StoreException again) {
            failure.addSuppressed(again);
        }
    }

    private void finish(List<StoredPart> stored) {
        rows.finish(name, turn);
        delete(stored);
    }

    /** Removes what no row names any more, by and by; what stays in spite of that is removed when a store opens. */
    void delete(List<StoredPart> stored) {
        if (!stored.isEmpty()) {
            Thread.ofVirtual().name("parts-of-" + name).start(() -> deleteNow(stored));
        }
    }

    private void deleteNow(List<StoredPart> stored) {
        try {
            bucket.deleteAll(stored.stream().map(this::key).toList());
        } catch (StoreException | IllegalStateException left) { // perhaps because the store was closed
            LOG.warn("{} parts of {} stay for a while: {}", stored.size(), name, left.getMessage());
        }
    }
}
