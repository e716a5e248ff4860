package io.tributary.learning.array;

import io.tributary.learning.BadExampleException;
import io.tributary.protocol.plan.InputMeaning.Numbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An array of numbers in NumPy's format (Kern 2007, NEP 1), versions 1 to 3, in C order. Arrays of objects are refused by their type, and nothing
 * is ever unpickled. Immutable, thread-safe.
 */
public final class NpyArray {
    /** Most values. */
    public static final int MOST_VALUES = 1 << 28;

    private final NpyHeader header;
    private final ByteBuffer values;

    private NpyArray(NpyHeader header, ByteBuffer values) {
        this.header = header;
        this.values = values;
    }

    /**
     * Reads the bytes of a file.
     *
     * @param bytes kept, not copied
     * @throws BadExampleException if they are no such array, or more or fewer than its header promises; the message says which
     */
    public static NpyArray parse(byte[] bytes) throws BadExampleException {
        NpyHeader header = NpyHeader.read(bytes);
        long promised = header.count() * header.type().bytes();
        int there = bytes.length - header.end();
        if (promised != there) {
            throw new BadExampleException("its header promises " + promised + " bytes of values, shape "
                    + header.shape() + ", and " + there + " are there");
        }
        return new NpyArray(header, ByteBuffer.wrap(bytes, header.end(), there).slice()
                .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN).asReadOnlyBuffer()
                .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
    }

    /** Its dimensions, the first one counts the examples; each at least 0. */
    public List<Integer> shape() {
        return header.shape();
    }

    /** What its values are. */
    Numbers.Values kind() {
        if (isUnsignedBytes()) {
            return Numbers.Values.BYTES;
        }
        return header.type().isReal() ? Numbers.Values.REAL : Numbers.Values.WHOLE;
    }

    /** Whether its values are unsigned bytes, as those of pictures are. */
    public boolean isUnsignedBytes() {
        return header.type() == NpyType.UINT8;
    }

    /** How many values there are. */
    public int size() {
        return (int) header.count();
    }

    /** A copy of an array of unsigned bytes, in C order. */
    public byte[] unsignedBytes() {
        if (!isUnsignedBytes()) {
            throw new IllegalStateException("the values are " + header.type() + ", not unsigned bytes");
        }
        byte[] copy = new byte[size()];
        values.get(0, copy);
        return copy;
    }

    /**
     * All values as float32, in C order; each is the float nearest to it.
     *
     * @throws BadExampleException if one of them is no finite float32
     */
    public float[] floats() throws BadExampleException {
        float[] all = new float[size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) header.type().number(values, i * header.type().bytes());
            if (!Float.isFinite(all[i])) {
                throw new BadExampleException("value " + i + " (counted from 0) is " + all[i]
                        + " as float32; every value must be finite");
            }
        }
        return all;
    }

    /**
     * All values as whole numbers, in C order.
     *
     * @param most each must be 0..most
     * @throws BadExampleException if one of them is no such number
     */
    public int[] whole(int most) throws BadExampleException {
        int[] all = new int[size()];
        for (int i = 0; i < all.length; i++) {
            double number = header.type().number(values, i * header.type().bytes());
            if (!(number >= 0 && number <= most && number == Math.rint(number))) {
                throw new BadExampleException("value " + i + " (counted from 0) is " + number
                        + "; a whole number 0.." + most + " is wanted");
            }
            all[i] = (int) number;
        }
        return all;
    }
}
