package io.tributary.learning.image;

/**
 * At what size a picture is decoded: whole if its pixels take at most 32 MiB, else every second, third, ... of them, as few as are left out
 * until they do, and never fewer than the target has. What is left out is never in memory. The resize averages over the rest. It follows
 * from the picture and the target alone: the same on every machine.
 *
 * @param height of what is decoded
 * @param width of what is decoded
 * @param rows of the picture for each row that is decoded
 * @param columns of the picture for each column that is decoded
 * @param bytes that the decoded pixels take, with a copy of 8 bits a channel
 */
record DecodeSize(int height, int width, int rows, int columns, long bytes) {
    private static final long WANTED = 1L << 25;
    private static final int COPY = 3;

    /**
     * Finds it.
     *
     * @param pixelBytes that a decoded pixel takes
     */
    static DecodeSize of(int height, int width, int pixelBytes, int targetHeight, int targetWidth) {
        int mostRows = Math.max(1, height / targetHeight);
        int mostColumns = Math.max(1, width / targetWidth);
        int most = Math.max(mostRows, mostColumns);
        for (int step = 1; step < most; step++) {
            DecodeSize size =
                    of(height, width, pixelBytes, new int[] {Math.min(step, mostRows), Math.min(step, mostColumns)});
            if ((long) size.height * size.width * pixelBytes <= WANTED) {
                return size;
            }
        }
        return of(height, width, pixelBytes, new int[] {mostRows, mostColumns});
    }

    private static DecodeSize of(int height, int width, int pixelBytes, int[] steps) {
        int rows = left(height, steps[0]);
        int columns = left(width, steps[1]);
        return new DecodeSize(rows, columns, steps[0], steps[1], (long) rows * columns * (pixelBytes + COPY));
    }

    /** How many are left of a side when the middle one of each step is taken. */
    private static int left(int side, int step) {
        return (side - (step - 1) / 2 + step - 1) / step;
    }

    /** Whether all pixels are decoded. */
    boolean isWhole() {
        return rows == 1 && columns == 1;
    }
}
