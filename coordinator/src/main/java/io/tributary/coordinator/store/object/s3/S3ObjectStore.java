package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.HeldParts;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.PartialState;
import io.tributary.coordinator.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Objects in a bucket, for several members at once that share it and the rows of a {@link PartStore}. What is committed is as durable as
 * the service makes it. A partial object is gone on with by whoever opens it last, at any member: from the last byte if it was closed before, and
 * after a kill from the last part, of at least 5 MiB, that was stored. Readers of an object that is replaced or deleted fail. Thread-safe.
 */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
    private static final byte[] PROBE = "tributary".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private final S3Bucket bucket;
    private final S3Multipart multipart;
    private final S3Keys keys;
    private final ReadAhead ahead = new ReadAhead();
    private final PartStore rows;
    private final Path scratch;
    private final InstantSource clock;

    /**
     * Opens a bucket, after it was written to and read, and removes what members left that were killed more than a day ago.
     *
     * @param rows that all members of the bucket share
     * @param scratch directory of this process alone, made if it is not there and emptied, for what is not yet a part
     * @param clock of the members
     * @throws StoreException if the bucket is not there, or cannot be reached, read or written; it says why
     */
    public S3ObjectStore(S3Settings settings, PartStore rows, Path scratch, InstantSource clock) {
        this(new S3Bucket(settings), S3Keys.of(settings), rows, scratch, clock);
    }

    S3ObjectStore(S3Bucket bucket, S3Keys keys, PartStore rows, Path scratch, InstantSource clock) {
        this.scratch = Scratch.clean(scratch);
        this.bucket = bucket;
        this.multipart = bucket.multipart();
        this.keys = keys;
        this.rows = rows;
        this.clock = clock;
        try {
            requireUsable();
            new S3Leftovers(bucket, multipart, keys, rows).remove(clock.instant());
        } catch (StoreException refused) {
            bucket.close();
            throw refused;
        }
    }

    private void requireUsable() {
        bucket.require();
        String key = keys.probe();
        bucket.put(key, S3Body.of(PROBE, PROBE.length));
        S3Stored there = bucket.head(key).orElseThrow(() -> new StoreException("what was just written to the bucket as "
                + key + " is not there: the service must show a new object at once"));
        bucket.get(key, there, 0, ByteBuffer.allocate(PROBE.length));
        bucket.delete(key);
    }

    @Override
    public ObjectWriter write(String name) {
        return new S3ObjectWriter(bucket, multipart, keys.object(name));
    }

    @Override
    public boolean writeIfAbsent(String name, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return bucket.putIfAbsent(keys.object(name), S3Body.of(copy, copy.length));
    }

    @Override
    public PartialObject partial(String name) {
        String key = keys.object(name);
        String turn = UUID.randomUUID().toString();
        HeldParts held = rows.take(name, turn, clock.instant());
        if (!held.upload().isEmpty()) {
            multipart.abort(key, held.upload()); // of an earlier turn, which can commit no more
            rows.name(name, turn, "", clock.instant());
        }
        return new S3PartialObject(place(name, turn), held);
    }

    private PartialPlace place(String name, String turn) {
        return new PartialPlace(bucket, multipart, keys, rows, ahead, scratch, clock, name, turn);
    }

    @Override
    public Optional<PartialState> findPartial(String name) {
        return rows.find(ObjectStore.requireName(name)).map(held -> new PartialState(held.size(), held.turn()));
    }

    @Override
    public List<String> partials() {
        return rows.objects();
    }

    @Override
    public void discard(String name) {
        keys.object(name);
        if (rows.find(name).isPresent()) {
            discardHeld(name, UUID.randomUUID().toString());
        }
    }

    /** The turn first: what it ended can commit no more once the row is gone. */
    private void discardHeld(String name, String turn) {
        HeldParts held = rows.take(name, turn, clock.instant());
        if (!held.upload().isEmpty()) {
            multipart.abort(keys.object(name), held.upload());
        }
        rows.finish(name, turn);
        place(name, turn).delete(held.parts());
    }

    @Override
    public Optional<ObjectReader> find(String name) {
        String key = keys.object(name);
        return bucket.head(key).map(object -> new S3ObjectReader(bucket, key, object, ahead));
    }

    @Override
    public boolean exists(String name) {
        return bucket.head(keys.object(name)).isPresent();
    }

    @Override
    public void delete(String name) {
        bucket.delete(keys.object(name));
    }

    @Override
    public boolean keepsDeleted() {
        return bucket.keepsVersions();
    }

    @Override
    public void deleteAll(String prefix) {
        bucket.deleteAll(bucket.list(keys.object(prefix) + "/"));
    }

    @Override
    public List<String> list(String prefix) {
        return bucket.list(keys.object(prefix) + "/").stream().flatMap(key -> keys.name(key).stream()).sorted()
                .toList();
    }

    /** Closes its connections; what is open fails from then on. */
    @Override
    public void close() {
        bucket.close();
    }
}
