package io.tributary.learning.image;

/**
 * Resizing with a triangle filter, as Pillow's BILINEAR. Each source row is resized and then added to the target rows that read it, so no more
 * than the target is held. Plain arithmetic in a fixed order: the same bits on every JVM. A constant image stays constant.
 */
final class Resize {
    private final Pixels source;
    private final Taps columns;
    private final Taps rows;
    private final float[] row;
    private final float[] sums;

    private Resize(Pixels source, int height, int width) {
        this.source = source;
        columns = Taps.between(source.width(), width);
        rows = Taps.between(source.height(), height);
        row = new float[width * source.channels()];
        sums = new float[height * row.length];
    }

    static Pixels resize(Pixels source, int height, int width) {
        if (source.height() == height && source.width() == width) {
            return source;
        }
        Resize resize = new Resize(source, height, width);
        return new Pixels(height, width, source.channels(), resize.run());
    }

    private byte[] run() {
        int oldest = 0;
        for (int y = 0; y < source.height(); y++) {
            while (rows.end(oldest) <= y && oldest < rows.count() - 1) {
                oldest++;
            }
            resizeRow(y);
            for (int target = oldest; target < rows.count() && rows.first()[target] <= y; target++) {
                if (y < rows.end(target)) {
                    add(rows.weight(target, y), target * row.length);
                }
            }
        }
        return rounded();
    }

    private void resizeRow(int y) {
        int channels = source.channels();
        for (int x = 0; x < columns.count(); x++) {
            int from = (y * source.width() + columns.first()[x]) * channels;
            for (int c = 0; c < channels; c++) {
                row[x * channels + c] = weigh(from + c, columns.weights()[x]);
            }
        }
    }

    private float weigh(int from, float[] weights) {
        int stride = source.channels();
        byte[] values = source.values();
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (values[from + i * stride] & 0xFF);
        }
        return sum;
    }

    private void add(float weight, int to) {
        for (int x = 0; x < row.length; x++) {
            sums[to + x] += weight * row[x];
        }
    }

    private byte[] rounded() {
        byte[] result = new byte[sums.length];
        for (int i = 0; i < sums.length; i++) {
            result[i] = (byte) Math.min(255, (int) (sums[i] + 0.5f));
        }
        return result;
    }
}
