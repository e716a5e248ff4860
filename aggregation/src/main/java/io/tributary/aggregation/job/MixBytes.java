package io.tributary.aggregation.job;

import io.tributary.aggregation.reduction.Mix;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** A mix as bytes, for another process that writes chunks of the same job: a byte that says which, then its numbers, big endian. */
final class MixBytes {
    private static final byte SELECTION = 1;
    private static final byte AVERAGES = 2;
    private static final byte COMBINATION = 3;

    private MixBytes() {}

    static byte[] encode(Mix mix) {
        return switch (mix) {
            case Mix.Selection(int[] rows) -> put(ByteBuffer.allocate(5 + 4 * rows.length).put(SELECTION), rows)
                    .array();
            case Mix.Averages(int[][] members) -> {
                ByteBuffer bytes = ByteBuffer.allocate(5 + members.length * (4 + 4 * members[0].length)).put(AVERAGES)
                        .putInt(members.length);
                for (int[] row : members) {
                    put(bytes, row);
                }
                yield bytes.array();
            }
            case Mix.Combination(double[] coefficients, double divisor, double[] norms) -> {
                ByteBuffer bytes = ByteBuffer.allocate(17 + 8 * (coefficients.length + norms.length)).put(COMBINATION)
                        .putDouble(divisor);
                put(bytes, coefficients);
                yield put(bytes, norms).array();
            }
        };
    }

    /**
     * Reads a mix of so many rows.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Mix decode(byte[] encoded, int rows) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        try {
            Mix mix = switch (bytes.get()) {
                case SELECTION -> new Mix.Selection(rows(bytes, rows));
                case AVERAGES -> averages(bytes, rows);
                case COMBINATION -> combination(bytes, rows);
                default -> throw new IllegalArgumentException("there is no kind " + encoded[0] + " of mixes");
            };
            if (bytes.hasRemaining()) {
                throw new IllegalArgumentException("a mix is followed by " + bytes.remaining() + " bytes");
            }
            return mix;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("a mix ends early", cut);
        }
    }

    private static Mix averages(ByteBuffer bytes, int rows) {
        int[][] members = new int[count(bytes, rows)][];
        for (int row = 0; row < members.length; row++) {
            members[row] = rows(bytes, rows);
        }
        return new Mix.Averages(members);
    }

    private static Mix combination(ByteBuffer bytes, int rows) {
        double divisor = bytes.getDouble();
        double[] coefficients = doubles(bytes, rows);
        return new Mix.Combination(coefficients, divisor, doubles(bytes, rows));
    }

    private static int[] rows(ByteBuffer bytes, int most) {
        int[] rows = new int[count(bytes, most)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = bytes.getInt();
            if (rows[i] < 0 || rows[i] >= most) {
                throw new IllegalArgumentException("there is no row " + rows[i] + " of " + most);
            }
        }
        return rows;
    }

    private static double[] doubles(ByteBuffer bytes, int wanted) {
        double[] values = new double[count(bytes, wanted)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getDouble();
        }
        return values;
    }

    private static int count(ByteBuffer bytes, int most) {
        int count = bytes.getInt();
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("a mix has " + count + " numbers and should have 1.." + most);
        }
        return count;
    }

    private static ByteBuffer put(ByteBuffer bytes, int[] values) {
        bytes.putInt(values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes;
    }

    private static ByteBuffer put(ByteBuffer bytes, double[] values) {
        bytes.putInt(values.length);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes;
    }
}
