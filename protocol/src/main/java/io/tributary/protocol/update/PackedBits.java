package io.tributary.protocol.update;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers of a few bits each, one after the other: number {@code i} of width {@code w} is bits {@code i * w .. (i + 1) * w} of a
 * string of bits whose bit {@code j} is bit {@code j % 8} of byte {@code j / 8}. What is left of the last byte is 0.
 */
final class PackedBits {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private PackedBits() {}

    /** Bytes of so many bits. */
    static int bytes(long bits) {
        return (int) ((bits + Byte.SIZE - 1) / Byte.SIZE);
    }

    /** Packs the first {@code count} numbers, each below {@code 2^width}, width 0..16; 64 bits are written at a time. */
    static void pack(int[] numbers, int count, int width, byte[] into, int offset) {
        long word = 0;
        int filled = 0;
        int at = offset;
        for (int i = 0; i < count; i++) {
            long number = numbers[i];
            word |= number << filled;
            filled += width;
            if (filled >= Long.SIZE) {
                LONG.set(into, at, word);
                at += Long.BYTES;
                filled -= Long.SIZE;
                word = number >>> (width - filled);
            }
        }
        for (; filled > 0; filled -= Byte.SIZE) {
            into[at++] = (byte) word;
            word >>>= Byte.SIZE;
        }
    }

    /**
     * Unpacks {@code count} numbers of {@code width} bits, 0..16; 32 bits are read at a time.
     *
     * @return whether what is left of the last byte is 0
     */
    static boolean unpack(byte[] from, int offset, int count, int width, int[] numbers) {
        int mask = (1 << width) - 1;
        int end = offset + bytes((long) count * width);
        int whole = wholeReads(end - offset, count, width);
        for (int i = 0; i < whole; i++) {
            int bit = i * width;
            numbers[i] = (int) INT.get(from, offset + (bit >>> 3)) >>> (bit & 7) & mask;
        }
        for (int i = whole; i < count; i++) {
            int bit = i * width;
            numbers[i] = last(from, offset + (bit >>> 3), end) >>> (bit & 7) & mask;
        }
        int used = count * width & 7;
        return used == 0 || Byte.toUnsignedInt(from[end - 1]) >>> used == 0;
    }

    /** How many numbers can be read by 4 bytes from where they begin. */
    private static int wholeReads(int bytes, int count, int width) {
        int last = (bytes - Integer.BYTES) * Byte.SIZE;
        return width == 0 || last < 0 ? 0 : Math.min(count, last / width + 1);
    }

    private static int last(byte[] from, int at, int end) {
        int bits = 0;
        for (int i = Math.min(end, at + Integer.BYTES) - 1; i >= at; i--) {
            bits = bits << Byte.SIZE | Byte.toUnsignedInt(from[i]);
        }
        return bits;
    }
}
