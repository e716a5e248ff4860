package io.tributary.protocol.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One table of a FlatBuffers message, read with a bounds check at every step: the generated readers that Arrow uses follow
 * any offset they find. Fields are numbered by their place in Arrow's schema files. Little-endian. Immutable.
 */
final class FlatTable {
    private static final int OFFSET = Integer.BYTES;
    private static final int SLOT = Short.BYTES;
    /** A table's vtable begins with its own length and the table's. */
    private static final int VTABLE_HEAD = 2 * SLOT;

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final ByteBuffer message;
    private final int position;
    private final int length;
    private final int vtable;
    private final int slots;

    private FlatTable(ByteBuffer message, long start) throws MalformedChunkException {
        this.message = message;
        position = within(start, OFFSET);
        vtable = within((long) position - message.getInt(position), VTABLE_HEAD);
        int vtableLength = Short.toUnsignedInt(message.getShort(vtable));
        if (vtableLength < VTABLE_HEAD || vtableLength % SLOT != 0) {
            throw new MalformedChunkException("a vtable has an even length of at least 4, not " + vtableLength);
        }
        within(vtable, vtableLength);
        length = Short.toUnsignedInt(message.getShort(vtable + SLOT));
        within(position, length);
        slots = (vtableLength - VTABLE_HEAD) / SLOT;
    }

    /** The root table of a message that is exactly the buffer's remaining bytes. */
    static FlatTable root(ByteBuffer message) throws MalformedChunkException {
        ByteBuffer view = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (view.remaining() < OFFSET) {
            throw new MalformedChunkException("a FlatBuffers message has at least 4 bytes, not " + view.remaining());
        }
        return new FlatTable(view, Integer.toUnsignedLong(view.getInt(0)));
    }

    /** An unsigned byte, 0 where it is absent. */
    int unsignedByte(int field) throws MalformedChunkException {
        int at = slot(field, Byte.BYTES);
        return at < 0 ? 0 : Byte.toUnsignedInt(message.get(at));
    }

    /** A short, 0 where it is absent. */
    int shortInt(int field) throws MalformedChunkException {
        int at = slot(field, Short.BYTES);
        return at < 0 ? 0 : message.getShort(at);
    }

    /** An int, 0 where it is absent. */
    int int32(int field) throws MalformedChunkException {
        int at = slot(field, Integer.BYTES);
        return at < 0 ? 0 : message.getInt(at);
    }

    /** A long, 0 where it is absent. */
    long longInt(int field) throws MalformedChunkException {
        int at = slot(field, Long.BYTES);
        return at < 0 ? 0 : message.getLong(at);
    }

    /** Whether a field is there at all. */
    boolean has(int field) throws MalformedChunkException {
        return slot(field, OFFSET) >= 0;
    }

    /** A table, which must be there; {@code name} says which one is missing. */
    FlatTable table(int field, String name) throws MalformedChunkException {
        int at = slot(field, OFFSET);
        if (at < 0) {
            throw new MalformedChunkException(name + " is missing");
        }
        return new FlatTable(message, target(at));
    }

    /** The elements of a vector of scalars or structs, empty where it is absent. */
    ByteBuffer vector(int field, int width) throws MalformedChunkException {
        int at = slot(field, OFFSET);
        if (at < 0) {
            return EMPTY;
        }
        int start = within(target(at), OFFSET);
        long bytes = Integer.toUnsignedLong(message.getInt(start)) * width;
        int first = within(start + (long) OFFSET, bytes);
        return message.slice(first, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The tables of a vector, which must have exactly one. */
    FlatTable only(int field, String name) throws MalformedChunkException {
        ByteBuffer offsets = vector(field, OFFSET);
        if (offsets.remaining() != OFFSET) {
            throw new MalformedChunkException(name + ": 1 is expected, not " + offsets.remaining() / OFFSET);
        }
        return new FlatTable(message, target(within(target(slot(field, OFFSET)) + OFFSET, OFFSET)));
    }

    /** Where a field stands, or -1 where it is absent. */
    private int slot(int field, int width) throws MalformedChunkException {
        int offset = field < slots ? Short.toUnsignedInt(message.getShort(vtable + VTABLE_HEAD + field * SLOT)) : 0;
        if (offset == 0) {
            return -1;
        }
        if (offset < OFFSET || offset + width > length) {
            throw new MalformedChunkException("a field stands at " + offset + " of a table of " + length + " bytes");
        }
        return position + offset;
    }

    /** What the offset at a position points to. */
    private long target(int at) {
        return at + Integer.toUnsignedLong(message.getInt(at));
    }

    private int within(long start, long bytes) throws MalformedChunkException {
        if (start < 0 || bytes > message.limit() - start) {
            throw new MalformedChunkException("a length or offset points to " + start + " + " + bytes
                    + " in a message of " + message.limit() + " bytes");
        }
        return (int) start;
    }
}
