package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ranges of one object. Once it is replaced or deleted, reads fail. A read that begins where the furthest one ended, or a little behind, fetches
 * a whole {@link ReadAhead#PIECE piece} in one request, from which those that follow are served, on whatever thread; two pieces are held.
 */
final class S3ObjectReader implements ObjectReader {
    private static final int HELD = 2;

    private final S3Bucket bucket;
    private final String key;
    private final S3Stored object;
    private final ReadAhead ahead;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private int room;
    private long furthest = -1;
    private boolean closed;

    /** Bytes that are here, or will be. */
    private record Piece(long from, long to, CompletableFuture<ByteBuffer> bytes, AtomicBoolean begun) {
        boolean has(long position, int length) {
            return position >= from && position + length <= to;
        }

        /** Copies, once the bytes are here. @return whether they are */
        boolean copy(long position, ByteBuffer into) {
            try {
                ByteBuffer all = bytes.join();
                into.put(all.slice((int) (position - from), into.remaining()));
                return true;
            } catch (CancellationException failed) {
                return false;
            }
        }
    }

    S3ObjectReader(S3Bucket bucket, String key, S3Stored object, ReadAhead ahead) {
        this.bucket = bucket;
        this.key = key;
        this.object = object;
        this.ahead = ahead;
    }

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public void read(long position, ByteBuffer into) {
        int length = into.remaining();
        if (position < 0 || position > object.size() - length) {
            throw new StoreException("reading " + key + ": " + length + " bytes from " + position + " end beyond its "
                    + object.size());
        }
        if (length > 0 && !serve(position, into)) {
            bucket.get(key, object, position, into);
        }
    }

    private boolean serve(long position, ByteBuffer into) {
        Optional<Piece> piece = choose(position, into.remaining());
        piece.filter(fresh -> fresh.begun().compareAndSet(false, true)).ifPresent(this::fetch);
        return piece.isPresent() && piece.get().copy(position, into);
    }

    /** The piece that has these bytes, made if it is worth it. */
    private synchronized Optional<Piece> choose(long position, int length) {
        boolean follows = furthest >= 0 && position >= furthest && position - furthest <= length;
        furthest = Math.max(furthest, position + length);
        Optional<Piece> here = pieces.stream().filter(piece -> piece.has(position, length)).findFirst();
        if (here.isPresent() || !follows || length > ReadAhead.PIECE / 2 || !makeRoom()) {
            return here;
        }
        Piece fresh = new Piece(position, Math.min(object.size(), position + ReadAhead.PIECE),
                new CompletableFuture<>(), new AtomicBoolean());
        pieces.addLast(fresh);
        return Optional.of(fresh);
    }

    /** For one more piece, in place of the oldest one if need be. */
    private boolean makeRoom() {
        if (closed) {
            return false;
        }
        if (room < HELD && ahead.take()) {
            room++;
        } else if (!pieces.isEmpty()) {
            pieces.removeFirst();
        }
        return pieces.size() < room;
    }

    private void fetch(Piece piece) {
        ByteBuffer bytes = ByteBuffer.allocate((int) (piece.to() - piece.from()));
        try {
            bucket.get(key, object, piece.from(), bytes);
            piece.bytes().complete(bytes.flip());
        } finally {
            if (!piece.bytes().isDone()) {
                piece.bytes().cancel(false);
                forget(piece);
            }
        }
    }

    private synchronized void forget(Piece piece) {
        pieces.remove(piece);
    }

    @Override
    public synchronized void close() {
        closed = true;
        pieces.clear();
        ahead.giveBack(room);
        room = 0;
    }
}
