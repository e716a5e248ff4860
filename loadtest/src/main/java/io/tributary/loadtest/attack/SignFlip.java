package io.tributary.loadtest.attack;

/**
 * The opposite of an honest update, {@code -scale * x} (Li et al. 2019, "RSA: Byzantine-Robust Stochastic Aggregation Methods", AAAI,
 * section on experiments). The larger the scale, the more it does to a mean and the easier it is to tell.
 *
 * @param scale above 0
 */
public record SignFlip(double scale) implements Attack {
    @Override
    public float[][] forge(Knowledge known) {
        float[][] rows = known.own().clone();
        for (int row = 0; row < rows.length; row++) {
            rows[row] = rows[row].clone();
            for (int i = 0; i < rows[row].length; i++) {
                rows[row][i] = (float) (-scale * rows[row][i]);
            }
        }
        return rows;
    }
}
