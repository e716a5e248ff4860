package io.tributary.aggregation.sum;

/**
 * The loops that all sums share: values become integers by one {@code rint}, and integers are only added. As doubles they are the
 * same integers as long as no sum reaches 2^53, and processors without vector instructions for 64-bit integers add those several
 * times as fast.
 */
final class IntegerSums {
    private IntegerSums() {}

    /** {@code sums[i] += rint(row[offset + i] * factor)}. */
    static void add(long[] sums, float[] row, int offset, double factor, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += (long) Math.rint(row[offset + i] * factor);
        }
    }

    /** The same in doubles. */
    static void add(double[] sums, Slice row, double factor, int length) {
        float[] values = row.values();
        int offset = row.offset();
        for (int i = 0; i < length; i++) {
            sums[i] += Math.rint(values[offset + i] * factor);
        }
    }

    /** Four rows in one pass: it is bound by memory, and this moves the sums once instead of four times. */
    static void add(double[] sums, Slice[] rows, double[] factors, int length) {
        float[] row0 = rows[0].values();
        float[] row1 = rows[1].values();
        float[] row2 = rows[2].values();
        float[] row3 = rows[3].values();
        int from0 = rows[0].offset();
        int from1 = rows[1].offset();
        int from2 = rows[2].offset();
        int from3 = rows[3].offset();
        double factor0 = factors[0];
        double factor1 = factors[1];
        double factor2 = factors[2];
        double factor3 = factors[3];
        for (int i = 0; i < length; i++) {
            sums[i] += Math.rint(row0[from0 + i] * factor0) + Math.rint(row1[from1 + i] * factor1)
                    + Math.rint(row2[from2 + i] * factor2) + Math.rint(row3[from3 + i] * factor3);
        }
    }

    static void add(long[] sums, long[] others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
    }

    static void add(long[] sums, double[] integers) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (long) integers[i];
        }
    }

    static void subtract(long[] sums, long[] others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] -= others[i];
        }
    }

    /** {@code into[i] = sums[i] / divisor}: divided as doubles, then rounded to float once. */
    static void divide(long[] sums, double divisor, float[] into, int length) {
        for (int i = 0; i < length; i++) {
            into[i] = (float) (sums[i] / divisor);
        }
    }

    /** The same of doubles. */
    static void divide(double[] sums, double divisor, float[] into, int length) {
        for (int i = 0; i < length; i++) {
            into[i] = (float) (sums[i] / divisor);
        }
    }
}
