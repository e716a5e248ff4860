package io.tributary.aggregation.sum;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What an exact sum must be, by slow arithmetic of any precision that shares nothing with the fast one. */
public final class Oracle {
    private Oracle() {}

    /** {@code weight * delta * 2^scaleBits}, rounded to the nearest integer, ties to even. */
    public static BigInteger fixed(float delta, int weight, int scaleBits) {
        return new BigDecimal(delta).multiply(BigDecimal.valueOf(weight))
                .multiply(new BigDecimal(BigInteger.TWO.pow(scaleBits)))
                .setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
    }

    /** The sum of one coordinate over all updates. */
    public static BigInteger sum(float[][] updates, int[] weights, int coordinate, int scaleBits) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < updates.length; i++) {
            sum = sum.add(fixed(updates[i][coordinate], weights[i], scaleBits));
        }
        return sum;
    }

    /** Its mean: the sum to double, divided, then to float. */
    public static float mean(float[][] updates, int[] weights, int coordinate, int scaleBits) {
        BigInteger total = BigInteger.ZERO;
        for (int weight : weights) {
            total = total.add(BigInteger.valueOf(weight));
        }
        double sum = sum(updates, weights, coordinate, scaleBits).doubleValue();
        return (float) (sum / total.multiply(BigInteger.TWO.pow(scaleBits)).doubleValue());
    }
}
