package io.tributary.aggregation.reduction;

import io.tributary.aggregation.AggregationException;

/**
 * A reducer of columns at work. It holds all rows of as many columns as fit {@link RowBlock#VALUES}: a chunk at a time up to 256
 * rows, and parts of it, so that chunks are read several times, above. Within, narrow bands of columns, which stay in the cache,
 * are brought into order and reduced.
 */
final class ColumnReduction implements Reduction {
    private final RowBlock block;
    private final Bands bands;
    private final ColumnOrder order;
    private final float[][] band;
    private final int width;

    /**
     * Claims its memory.
     *
     * @param bound on the rows' values
     * @param size values in the longest chunk
     */
    ColumnReduction(SourceRows rows, Reducer.Columns reducer, double bound, int size) {
        this.width = width(rows.count());
        this.block = new RowBlock(rows.read(), bound, size);
        this.bands = Bands.of(rows, bound, width);
        this.order = ColumnOrder.of(reducer, rows.count(), bound, width);
        this.band = new float[rows.count()][width];
    }

    /** Wide enough for vector instructions, narrow enough for the cache. */
    private static int width(int rows) {
        return rows <= 64 ? 512 : rows <= 256 ? 256 : 128;
    }

    @Override
    public void reduce(Rows source, int length, float[] into) throws AggregationException {
        for (int from = 0; from < length; from += block.columns()) {
            int to = Math.min(length, from + block.columns());
            block.read(source, from, to);
            for (int column = from; column < to; column += width) {
                int columns = Math.min(width, to - column);
                bands.fill(block.values(), column - from, columns, band);
                order.reduce(band, columns, into, column);
            }
        }
    }
}
