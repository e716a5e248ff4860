package io.tributary.protocol.update;

import io.tributary.protocol.chunk.MalformedChunkException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Sorted positions {@code p_0 < p_1 < ...} below a length in a number of bytes that follows from their number and that length alone
 * (Elias 1974, "Efficient Storage and Retrieval by Content and Address of Static Files"; Fano 1971): the lowest
 * {@code l = floor(log2(floor(length / count)))} bits of each, packed; then a string of bits in which bit {@code (p_i >> l) + i} is
 * set. Never more than two bits above the least possible for a position.
 */
final class Positions {
    private final int length;
    private final int count;
    private final int low;
    private final int lowBytes;
    private final int highBits;

    /** Of {@code count} positions below {@code length}, 1..length of them. */
    Positions(int length, int count) {
        this.length = length;
        this.count = count;
        this.low = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length / count);
        this.lowBytes = PackedBits.bytes((long) count * low);
        this.highBits = count + ((length - 1) >> low);
    }

    int bytes() {
        return lowBytes + PackedBits.bytes(highBits);
    }

    void write(int[] positions, byte[] into, int offset) {
        int[] rests = new int[count];
        int high = offset + lowBytes;
        for (int i = 0; i < count; i++) {
            rests[i] = positions[i] & ((1 << low) - 1);
            int bit = (positions[i] >> low) + i;
            into[high + (bit >>> 3)] |= (byte) (1 << (bit & 7));
        }
        PackedBits.pack(rests, count, low, into, offset);
    }

    /**
     * Reads them.
     *
     * @throws MalformedChunkException if they are not so many, not ascending, or not below the length
     */
    int[] read(byte[] from, int offset) throws MalformedChunkException {
        int[] positions = new int[count];
        if (!PackedBits.unpack(from, offset, count, low, positions)) {
            throw new MalformedChunkException("the bits after the last position are not 0");
        }
        BitSet high = BitSet.valueOf(ByteBuffer.wrap(from, offset + lowBytes, PackedBits.bytes(highBits)));
        if (high.cardinality() != count) {
            throw new MalformedChunkException(high.cardinality() + " positions; " + count + " are expected");
        }
        int last = -1;
        int bit = -1;
        for (int i = 0; i < count; i++) {
            bit = high.nextSetBit(bit + 1);
            positions[i] |= (bit - i) << low;
            if (positions[i] <= last || positions[i] >= length) {
                throw new MalformedChunkException("position " + positions[i] + " after " + last
                        + "; they ascend and are below " + length);
            }
            last = positions[i];
        }
        return positions;
    }
}
