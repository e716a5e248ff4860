package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers an object in memory, and sends it part by part once it is larger than one. Holds at most one part. After a failure it is of no
 * more use and nothing of it stays but an upload that a later start gives up.
 */
final class S3ObjectWriter implements ObjectWriter {
    private static final int FIRST = 1 << 14;

    private final S3Bucket bucket;
    private final S3Multipart multipart;
    private final String key;
    private final int least;
    private final List<String> etags = new ArrayList<>();
    private byte[] gathered = new byte[FIRST];
    private int count;
    private long size;
    private S3Multipart.@Nullable Upload upload;
    private boolean open = true;

    S3ObjectWriter(S3Bucket bucket, S3Multipart multipart, String key) {
        this.bucket = bucket;
        this.multipart = multipart;
        this.key = key;
        this.least = multipart.leastPart();
    }

    @Override
    public void append(ByteBuffer bytes) {
        requireOpen();
        while (bytes.hasRemaining()) {
            if (count == least) {
                orDiscard(this::send);
            }
            gather(bytes, Math.min(bytes.remaining(), least - count));
        }
    }

    private void gather(ByteBuffer bytes, int length) {
        if (count + length > gathered.length) {
            gathered =
                    Arrays.copyOf(gathered, Math.min(least, Math.max(count + length, 2 * gathered.length)));
        }
        bytes.get(gathered, count, length);
        count += length;
        size += length;
    }

    private void send() {
        S3Multipart.Upload of = upload;
        if (of == null) {
            of = multipart.begin(key);
            upload = of;
        }
        etags.add(multipart.send(of, etags.size() + 1, S3Body.of(gathered, count)));
        count = 0;
    }

    @Override
    public void commit() {
        requireOpen();
        orDiscard(this::finish);
        open = false;
    }

    private void finish() {
        S3Multipart.Upload of = upload;
        if (of == null) {
            bucket.put(key, S3Body.of(gathered, count));
            return;
        }
        send();
        multipart.complete(of, etags, size);
    }

    private void orDiscard(Runnable step) {
        try {
            step.run();
        } catch (StoreException broken) {
            try {
                close();
            } catch (StoreException again) {
                broken.addSuppressed(again);
            }
            throw broken;
        }
    }

    @Override
    public void close() {
        S3Multipart.Upload of = upload;
        if (open && of != null) {
            open = false;
            multipart.abort(key, of.id());
        }
        open = false;
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("object " + key + " is committed or closed");
        }
    }
}
