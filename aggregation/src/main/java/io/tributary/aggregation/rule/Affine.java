package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;

/**
 * Squared distances of points {@code z = sum c_k x_k} with {@code sum c_k = 1} to the rows, from the squared distances D of the rows
 * alone: {@code |z - x_i|^2 = (D c)_i - c^T D c / 2}. Distances of the rows lose less to rounding than their inner products do.
 */
final class Affine {
    private final double[][] squares;

    Affine(Gram gram) {
        this.squares = gram.squaredDistances();
    }

    /** Distances of z to every row. */
    double[] distances(double[] coefficients) {
        double[] distances = new double[squares.length];
        double twice = 0;
        for (int i = 0; i < distances.length; i++) {
            distances[i] = dot(squares[i], coefficients);
            twice += coefficients[i] * distances[i];
        }
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.sqrt(Math.max(0, distances[i] - twice / 2));
        }
        return distances;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
