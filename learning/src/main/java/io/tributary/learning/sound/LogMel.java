package io.tributary.learning.sound;

import io.tributary.learning.BadExampleException;
import java.util.List;

/**
 * The loudness of a recording over time and pitch (Davis and Mermelstein 1980): windows of 25 ms every 10 ms, weighted by Hann's window; the
 * power of each, summed in triangular bands that lie evenly on the mel scale, 2595 log10(1 + f / 700) (O'Shaughnessy 1987), from 0 to half
 * the sample rate; in decibels of a full-scale sine, of which -80 and less are 0 and 0 is 1. Recordings are cut, or followed by silence, to one
 * length. Nothing but rate, length and bands can be chosen, so that a plan's input shape and rate say all of it. The same samples give the same
 * bits on every JVM. Immutable, thread-safe.
 */
public final class LogMel {
    /** Most bands. */
    public static final int MOST_BANDS = 256;
    /** Longest recordings, in seconds. */
    public static final double LONGEST = 60;

    private static final double WINDOW_SECONDS = 0.025;
    private static final double HOP_SECONDS = 0.01;
    private static final double QUIETEST = -80;
    private static final double FULL_SCALE = 1 << 15;

    private final int rate;
    private final int hop;
    private final int frames;
    private final int size;
    private final double[] window;
    private final Fourier fourier;
    private final double[][] weights;
    private final int[] firsts;

    /**
     * For recordings of one rate.
     *
     * @param rate samples a second, 1000..1_000_000
     * @param seconds of a recording, at least 0.025 and at most {@link #LONGEST}
     * @param bands 1..{@link #MOST_BANDS}
     * @throws IllegalArgumentException if one of them is out of range, or there are more bands than frequencies to tell apart
     */
    public LogMel(int rate, double seconds, int bands) {
        int length = (int) Math.rint(rate * WINDOW_SECONDS);
        hop = (int) Math.rint(rate * HOP_SECONDS);
        if (rate < 1000 || rate > 1_000_000 || !(seconds >= WINDOW_SECONDS && seconds <= LONGEST) || bands < 1
                || bands > MOST_BANDS) {
            throw new IllegalArgumentException("a rate of 1000..1000000, 0.025..60 seconds and 1.." + MOST_BANDS
                    + " bands are allowed, not " + rate + ", " + seconds + " and " + bands);
        }
        this.rate = rate;
        frames = 1 + Math.max(0, ((int) Math.rint(rate * seconds) - length) / hop);
        window = new double[length];
        for (int i = 0; i < length; i++) {
            window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / length);
        }
        size = Integer.highestOneBit(2 * length - 1);
        fourier = new Fourier(size);
        weights = new double[bands][];
        firsts = new int[bands];
        for (int band = 0; band < bands; band++) {
            triangle(band);
        }
    }

    /** Weights of the frequencies of a band: rising from the middle of the one before, falling to the middle of the next. */
    private void triangle(int band) {
        double low = hertz(band);
        double middle = hertz(band + 1);
        double high = hertz(band + 2);
        double width = (double) rate / size;
        firsts[band] = (int) Math.ceil(low / width);
        int last = Math.min(size / 2, (int) Math.floor(high / width));
        weights[band] = new double[Math.max(0, last - firsts[band] + 1)];
        double sum = 0;
        for (int i = 0; i < weights[band].length; i++) {
            double f = (firsts[band] + i) * width;
            weights[band][i] = Math.max(0, f <= middle ? (f - low) / (middle - low) : (high - f) / (high - middle));
            sum += weights[band][i];
        }
        if (sum == 0) {
            throw new IllegalArgumentException("band " + (band + 1) + " of " + weights.length
                    + " has no frequency of its own at " + rate + " samples a second; take fewer bands");
        }
    }

    /** Where, in hertz, a band begins if all of them lie evenly on the mel scale. */
    private double hertz(int edge) {
        double highest = 2595 * StrictMath.log10(1 + rate / 2.0 / 700);
        return 700 * (StrictMath.pow(10, highest * edge / (weights.length + 1) / 2595) - 1);
    }

    /** The shape of what comes out: [windows, bands, 1]. */
    public List<Integer> shape() {
        return List.of(frames, weights.length, 1);
    }

    /**
     * The loudness of each band in each window, 0..1, window by window.
     *
     * @throws BadExampleException if the recording has another rate
     */
    public float[] of(WavFile recording) throws BadExampleException {
        if (recording.rate() != rate) {
            throw new BadExampleException("has " + recording.rate() + " samples a second, and " + rate
                    + " are wanted; resample it");
        }
        float[] values = new float[frames * weights.length];
        double[] part = new double[size];
        for (int frame = 0; frame < frames; frame++) {
            cut(recording.samples(), frame * hop, part);
            double[] power = fourier.power(part);
            for (int band = 0; band < weights.length; band++) {
                values[frame * weights.length + band] = loudness(power, band);
            }
        }
        return values;
    }

    private void cut(short[] samples, int from, double[] into) {
        for (int i = 0; i < window.length; i++) {
            into[i] = from + i < samples.length ? samples[from + i] / FULL_SCALE * window[i] : 0;
        }
    }

    private float loudness(double[] power, int band) {
        double sum = 0;
        for (int i = 0; i < weights[band].length; i++) {
            sum += weights[band][i] * power[firsts[band] + i];
        }
        double fullScale = window.length / 4.0; // |X| of a sine of amplitude 1 at its frequency, under Hann's window
        double decibels = sum == 0 ? QUIETEST : 10 * StrictMath.log10(sum / (fullScale * fullScale));
        return (float) (1 - Math.min(0, Math.max(QUIETEST, decibels)) / QUIETEST);
    }
}
