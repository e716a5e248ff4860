package io.tributary.loadtest.attack;

import java.util.function.DoubleUnaryOperator;

/**
 * All attackers send the mean of the honest updates plus gamma times a direction, with the largest gamma that leaves it no further from
 * any honest update than two of these are from each other (Shejwalkar and Houmansadr 2021, "Manipulating the Byzantine: Optimizing Model
 * Poisoning Attacks and Defenses for Federated Learning", NDSS, equation 8 and algorithm 1).
 *
 * @param direction along which to go
 */
public record MinMax(Direction direction) implements Attack {
    private static final int HALVINGS = 60;

    /** The paper's three choices. */
    public enum Direction {
        /** Minus the deviation of each coordinate. */
        DEVIATION {
            @Override
            double[] of(float[][] honest, double[] mean) {
                return Columns.plus(new double[mean.length], -1, Columns.deviation(honest, mean));
            }
        },
        /** Minus the mean, with length 1. */
        UNIT {
            @Override
            double[] of(float[][] honest, double[] mean) {
                double length = Math.sqrt(dot(mean, mean));
                return Columns.plus(new double[mean.length], length > 0 ? -1 / length : 0, mean);
            }
        },
        /** Minus the sign of the mean. */
        SIGN {
            @Override
            double[] of(float[][] honest, double[] mean) {
                double[] signs = new double[mean.length];
                for (int i = 0; i < signs.length; i++) {
                    signs[i] = -Math.signum(mean[i]);
                }
                return signs;
            }
        };

        abstract double[] of(float[][] honest, double[] mean);
    }

    @Override
    public float[][] forge(Knowledge known) {
        float[][] honest = known.honest();
        double[] mean = Columns.mean(honest);
        double[] towards = direction.of(honest, mean);
        return known.everyone(Columns.plus(mean, gamma(honest, mean, towards), towards));
    }

    /** Doubles, then halves (the paper's algorithm only halves, from a start that its user must choose). */
    private static double gamma(float[][] honest, double[] mean, double[] towards) {
        double length = dot(towards, towards);
        double allowed = widest(honest);
        if (length == 0 || allowed == 0) {
            return 0;
        }
        DoubleUnaryOperator distance = distance(honest, mean, towards, length);
        double high = 1;
        while (distance.applyAsDouble(high) <= allowed) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (distance.applyAsDouble(middle) <= allowed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Squared distance to the furthest honest update, as a function of gamma: a + 2 gamma b + gamma^2 c for each. */
    private static DoubleUnaryOperator distance(float[][] honest, double[] mean, double[] towards, double length) {
        double[] constant = new double[honest.length];
        double[] linear = new double[honest.length];
        for (int row = 0; row < honest.length; row++) {
            for (int i = 0; i < mean.length; i++) {
                double away = mean[i] - honest[row][i];
                constant[row] += away * away;
                linear[row] += away * towards[i];
            }
        }
        return gamma -> {
            double furthest = 0;
            for (int row = 0; row < constant.length; row++) {
                furthest = Math.max(furthest, constant[row] + 2 * gamma * linear[row] + gamma * gamma * length);
            }
            return furthest;
        };
    }

    /** Squared distance of the two honest updates that are furthest apart. */
    private static double widest(float[][] honest) {
        double widest = 0;
        for (int a = 0; a < honest.length; a++) {
            for (int b = 0; b < a; b++) {
                double square = 0;
                for (int i = 0; i < honest[a].length; i++) {
                    double apart = (double) honest[a][i] - honest[b][i];
                    square += apart * apart;
                }
                widest = Math.max(widest, square);
            }
        }
        return widest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
