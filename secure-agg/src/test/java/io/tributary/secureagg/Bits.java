package io.tributary.secureagg;

/** Damage by single bits. */
public final class Bits {
    private Bits() {}

    /** A copy with one bit flipped; bit 0 is the lowest of the first byte. */
    public static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return copy;
    }
}
