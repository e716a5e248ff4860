package io.tributary.aggregation.gram;

/**
 * One pair of rows after the other, in strips of columns, which are added in their order. For few rows, whose strips stay in the cache
 * together.
 */
final class LanedProducts implements PairProducts {
    private final LanedProduct product = new LanedProduct();
    private final double[][] sums;

    LanedProducts(int rows) {
        this.sums = new double[rows][rows];
    }

    @Override
    public void add(float[][] values, int columns) {
        for (int from = 0; from < columns; from += LanedProduct.STRIP) {
            int to = Math.min(columns, from + LanedProduct.STRIP);
            for (int i = 0; i < sums.length; i++) {
                for (int j = i; j < sums.length; j++) {
                    sums[i][j] += product.of(values[i], values[j], from, to);
                }
            }
        }
    }

    @Override
    public double[][] sums() {
        return sums;
    }
}
