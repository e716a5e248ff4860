package io.tributary.learning.sound;

/**
 * The discrete Fourier transform of 2^k real values, by halves (Cooley and Tukey 1965). Its factors come from {@link StrictMath}, so that the
 * same samples give the same bits on every JVM. Immutable, thread-safe.
 */
final class Fourier {
    private final int size;
    private final double[] cosines;
    private final double[] sines;

    /** @param size a power of two, at least 2 */
    Fourier(int size) {
        if (size < 2 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("the size must be a power of two, at least 2, not " + size);
        }
        this.size = size;
        cosines = new double[size / 2];
        sines = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = StrictMath.cos(2 * Math.PI * i / size);
            sines[i] = -StrictMath.sin(2 * Math.PI * i / size);
        }
    }

    /**
     * The power |X_k|^2 of frequencies k = 0..size/2.
     *
     * @param values as many as the size
     */
    double[] power(double[] values) {
        double[] real = new double[size];
        double[] imaginary = new double[size];
        int shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
        for (int i = 0; i < size; i++) {
            real[Integer.reverse(i) >>> shift] = values[i];
        }
        for (int half = 1; half < size; half *= 2) {
            join(real, imaginary, half);
        }
        double[] power = new double[size / 2 + 1];
        for (int k = 0; k < power.length; k++) {
            power[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
        }
        return power;
    }

    /** Makes transforms of 2 half values from two of half values each. */
    private void join(double[] real, double[] imaginary, int half) {
        int step = size / (2 * half);
        for (int from = 0; from < size; from += 2 * half) {
            for (int i = 0; i < half; i++) {
                int even = from + i;
                int odd = even + half;
                double c = cosines[i * step];
                double s = sines[i * step];
                double re = real[odd] * c - imaginary[odd] * s;
                double im = real[odd] * s + imaginary[odd] * c;
                real[odd] = real[even] - re;
                imaginary[odd] = imaginary[even] - im;
                real[even] += re;
                imaginary[even] += im;
            }
        }
    }
}
