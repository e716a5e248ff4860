package io.tributary.aggregation.reduction;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.sum.Slice;

/** All rows of some columns of a chunk, at most {@link #VALUES} values. For one thread. */
public final class RowBlock {
    /** Most values that it holds: 2^24, or 64 MiB. */
    public static final int VALUES = 1 << 24;

    /** What {@link #columns} is a multiple of. */
    public static final int GRAIN = 1024;

    private final int[] rows;
    private final double bound;
    private final int columns;
    private final float[][] values;
    private final float[] chunk;

    /**
     * Claims its memory.
     *
     * @param rows which rows it reads, at least one
     * @param bound on their values
     * @param size values in the longest chunk
     */
    public RowBlock(int[] rows, double bound, int size) {
        this.rows = rows;
        this.bound = bound;
        this.columns = Math.min(padded(size), Math.max(1, VALUES / rows.length / GRAIN) * GRAIN);
        this.values = new float[rows.length][columns];
        this.chunk = new float[columns < size ? size : 0];
    }

    /** So many columns, at least 1, rounded up to a multiple of {@link #GRAIN}. */
    public static int padded(int columns) {
        return ((columns - 1) / GRAIN + 1) * GRAIN;
    }

    /** How many columns it has room for. */
    public int columns() {
        return columns;
    }

    /** The values, by row and by column from the first one read. */
    public float[][] values() {
        return values;
    }

    /** Reads the columns {@code from .. to - 1} of a chunk of every row. */
    @SuppressWarnings("ReferenceEquality") // whether it is this very array
    public void read(Rows source, int from, int to) throws AggregationException {
        for (int i = 0; i < rows.length; i++) {
            Slice read = source.read(rows[i], bound, chunk.length == 0 ? values[i] : chunk).values();
            if (read.values() != values[i]) {
                System.arraycopy(read.values(), read.offset() + from, values[i], 0, to - from);
            }
        }
    }
}
