package io.tributary.loadtest.attack;

/**
 * IPM: all attackers send {@code -epsilon} times the mean of the honest updates, so that what comes of a rule points away from it (Xie et
 * al. 2020, "Fall of Empires: Breaking Byzantine-tolerant SGD by Inner Product Manipulation", UAI). Small ones hide, a mean is turned
 * around only from {@code (n - f) / f} on.
 *
 * @param epsilon above 0
 */
public record InnerProduct(double epsilon) implements Attack {
    @Override
    public float[][] forge(Knowledge known) {
        double[] mean = Columns.mean(known.honest());
        return known.everyone(Columns.plus(new double[mean.length], -epsilon, mean));
    }
}
