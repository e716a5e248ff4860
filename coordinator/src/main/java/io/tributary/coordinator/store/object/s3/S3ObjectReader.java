package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.StoreException;
import java.nio.ByteBuffer;

/** Ranges of one object. Once it is replaced or deleted, reads fail. */
final class S3ObjectReader implements ObjectReader {
    private final S3Bucket bucket;
    private final String key;
    private final S3Stored object;

    S3ObjectReader(S3Bucket bucket, String key, S3Stored object) {
        this.bucket = bucket;
        this.key = key;
        this.object = object;
    }

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public void read(long position, ByteBuffer into) {
        if (position < 0 || position > object.size() - into.remaining()) {
            throw new StoreException("reading " + key + ": " + into.remaining() + " bytes from " + position
                    + " end beyond its " + object.size());
        }
        if (into.hasRemaining()) {
            bucket.get(key, object, position, into);
        }
    }

    @Override
    public void close() {}
}
