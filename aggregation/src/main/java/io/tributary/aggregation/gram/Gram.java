package io.tributary.aggregation.gram;

/**
 * The Gram matrix G = X X^T of the rows of X: their inner products, from which every distance follows. Immutable and safe for use
 * by many threads.
 */
public final class Gram {
    private final double[][] products;

    /** Keeps the symmetric matrix itself: the caller must not alter it afterwards. */
    public Gram(double[][] products) {
        this.products = products;
    }

    /** Number of rows of X. */
    public int size() {
        return products.length;
    }

    /** Inner product of two rows. */
    public double at(int i, int j) {
        return products[i][j];
    }

    /** Euclidean norm of a row. */
    public double norm(int i) {
        return Math.sqrt(products[i][i]);
    }

    /** Euclidean norms of all rows. */
    public double[] norms() {
        double[] norms = new double[size()];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = norm(i);
        }
        return norms;
    }

    /** The norms of all rows, which are compared with none. */
    public Lengths lengths() {
        double[] squares = new double[size()];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = products[i][i];
        }
        return new Lengths(squares, new double[0]);
    }

    /** Squared Euclidean distance of two rows: {@code g_ii + g_jj - 2 g_ij}, 0 where rounding makes it negative. */
    public double squaredDistance(int i, int j) {
        return Math.max(0, products[i][i] + products[j][j] - 2 * products[i][j]);
    }

    /** All squared distances. */
    public double[][] squaredDistances() {
        double[][] squares = new double[size()][size()];
        for (int i = 0; i < squares.length; i++) {
            for (int j = 0; j < squares.length; j++) {
                squares[i][j] = squaredDistance(i, j);
            }
        }
        return squares;
    }

    /**
     * The Gram matrix M G M^T of the means of some rows each: no pass over the rows themselves is needed. Means of the same rows have
     * the same products with every other, bit for bit: that is why each product is added up in both ways.
     */
    public Gram averaged(int[][] members) {
        double[][] half = new double[members.length][size()];
        for (int i = 0; i < members.length; i++) {
            for (int row : members[i]) {
                for (int j = 0; j < half[i].length; j++) {
                    half[i][j] += products[row][j];
                }
            }
        }
        double[][] averaged = new double[members.length][members.length];
        for (int i = 0; i < members.length; i++) {
            for (int j = i; j < members.length; j++) {
                double twice = sum(half[i], members[j]) + sum(half[j], members[i]);
                averaged[i][j] = twice / (2.0 * members[i].length * members[j].length);
                averaged[j][i] = averaged[i][j];
            }
        }
        return new Gram(averaged);
    }

    private static double sum(double[] values, int[] of) {
        double sum = 0;
        for (int index : of) {
            sum += values[index];
        }
        return sum;
    }
}
