package io.tributary.learning.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.BadExampleException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogMelTest {
    private static final int RATE = 8000;
    private static final int BANDS = 20;
    private static final LogMel MEL = new LogMel(RATE, 0.5, BANDS);

    /** A sine for so many samples. */
    private static WavFile sine(double hertz, double amplitude, int samples) {
        short[] values = new short[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = (short) (amplitude * Short.MAX_VALUE * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return new WavFile(RATE, values);
    }

    private static int loudest(float[] values, int frame) {
        return IntStream.range(0, BANDS).reduce(0,
                (a, b) -> values[frame * BANDS + b] > values[frame * BANDS + a] ? b : a);
    }

    @Test
    void theTransformIsTheSumThatItStandsFor() {
        double[] values = {1, -2, 3.5, 0, 4, 1, -1, 2};
        double[] power = new Fourier(8).power(values);
        for (int k = 0; k <= 4; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < 8; n++) {
                re += values[n] * Math.cos(2 * Math.PI * k * n / 8);
                im -= values[n] * Math.sin(2 * Math.PI * k * n / 8);
            }
            assertEquals(re * re + im * im, power[k], 1e-9);
        }
    }

    @Test
    void aSineIsLoudestInItsBandOfTheMelScale() throws BadExampleException {
        double highest = 2595 * Math.log10(1 + 4000 / 700.0);
        for (double hertz : new double[] {300, 1000, 2000, 3500}) {
            double mel = 2595 * Math.log10(1 + hertz / 700);
            int band = (int) Math.round(mel / highest * (BANDS + 1)) - 1;
            float[] values = MEL.of(sine(hertz, 0.5, 4000));
            assertEquals(band, loudest(values, 10), hertz + " Hz");
        }
    }

    @Test
    void tenTimesQuieterIsAQuarterLess() throws BadExampleException {
        float[] loud = MEL.of(sine(1000, 0.5, 4000));
        float[] quiet = MEL.of(sine(1000, 0.05, 4000));
        int at = 10 * BANDS + loudest(loud, 10);
        assertEquals(0.25, loud[at] - quiet[at], 0.005); // 20 of 80 decibels
        assertTrue(loud[at] < 1 && loud[at] > 0.85, loud[at] + "");
    }

    @Test
    void shortRecordingsAreFollowedBySilenceAndLongOnesAreCut() throws BadExampleException {
        assertEquals(List.of(48, BANDS, 1), MEL.shape());
        float[] brief = MEL.of(sine(1000, 0.5, 1000));
        assertArrayEquals(new float[BANDS], java.util.Arrays.copyOfRange(brief, 47 * BANDS, 48 * BANDS));
        assertArrayEquals(MEL.of(sine(1000, 0.5, 4000)), MEL.of(sine(1000, 0.5, 9000)));
    }

    @Test
    void anotherRateIsRefusedWithBoth() {
        String said = assertThrows(BadExampleException.class, () -> MEL.of(new WavFile(16_000, new short[9])))
                .getMessage();
        assertTrue(said.contains("16000") && said.contains("8000"), said);
    }

    @Test
    void whatCannotBeToldApartIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LogMel(1000, 1, 200));
        assertThrows(IllegalArgumentException.class, () -> new LogMel(8000, 0.01, 20));
        assertThrows(IllegalArgumentException.class, () -> new LogMel(8000, 61, 20));
        assertThrows(IllegalArgumentException.class, () -> new LogMel(8000, Double.NaN, 20));
        assertThrows(IllegalArgumentException.class, () -> new LogMel(10, 1, 20));
    }
}
