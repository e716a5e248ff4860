package io.tributary.experiments.glyph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Ten signs made of strokes, each a row of points x, y in [-1, 1], y downwards. */
public enum Glyph {
    RING(curve(24, t -> StrictMath.cos(turn(t)), t -> StrictMath.sin(turn(t)))),
    TRIANGLE(line(0, -1, 1, 0.85, -1, 0.85, 0, -1)),
    SQUARE(line(-0.85, -0.85, 0.85, -0.85, 0.85, 0.85, -0.85, 0.85, -0.85, -0.85)),
    CROSS(line(0, -1, 0, 1), line(-1, 0, 1, 0)),
    SALTIRE(line(-0.9, -0.9, 0.9, 0.9), line(0.9, -0.9, -0.9, 0.9)),
    HOURGLASS(line(-0.8, -0.95, 0.8, -0.95, -0.8, 0.95, 0.8, 0.95, -0.8, -0.95)),
    ARROW(line(-1, 0, 1, 0), line(0.3, -0.7, 1, 0, 0.3, 0.7)),
    WAVE(curve(24, t -> 2 * t - 1, t -> 0.6 * StrictMath.sin(2 * turn(t)))),
    FORK(line(0, 1, 0, -1), line(-0.8, -1, -0.8, -0.2, 0.8, -0.2, 0.8, -1)),
    SPIRAL(curve(36, t -> (0.08 + 0.92 * t) * StrictMath.cos(1.75 * turn(t)),
            t -> (0.08 + 0.92 * t) * StrictMath.sin(1.75 * turn(t))));

    /** What they are called, in their order. */
    public static final List<String> NAMES =
            Arrays.stream(values()).map(glyph -> glyph.name().toLowerCase(Locale.ROOT)).toList();

    @SuppressWarnings("ImmutableEnumChecker") // the arrays never leave the package, where nobody writes to them
    private final List<double[]> strokes;

    Glyph(double[]... strokes) {
        this.strokes = List.of(strokes);
    }

    List<double[]> strokes() {
        return strokes;
    }

    private static double[] line(double... points) {
        return points;
    }

    private static double turn(double t) {
        return 2 * StrictMath.PI * t;
    }

    private static double[] curve(int pieces, DoubleUnaryOperator x, DoubleUnaryOperator y) {
        return IntStream.rangeClosed(0, 2 * pieces + 1)
                .mapToDouble(i -> (i % 2 == 0 ? x : y).applyAsDouble(Math.floorDiv(i, 2) / (double) pieces)).toArray();
    }
}
