package io.tributary.coordinator.store;

import java.nio.ByteBuffer;

/** A range of an object, read as if it were one. Closing it closes the object. */
final class ObjectRange implements ObjectReader {
    private final ObjectReader whole;
    private final long from;
    private final int length;

    ObjectRange(ObjectReader whole, ChunkPlace place) {
        this.whole = whole;
        this.from = place.position();
        this.length = place.length();
    }

    @Override
    public long size() {
        return length;
    }

    @Override
    public void read(long position, ByteBuffer into) {
        if (position < 0 || position + into.remaining() > length) {
            throw new StoreException("reading " + into.remaining() + " bytes from " + position + " of a range of "
                    + length + ": it ends before");
        }
        whole.read(from + position, into);
    }

    @Override
    public void close() {
        whole.close();
    }
}
