package io.tributary.experiments.glyph;

import io.tributary.experiments.partition.Draws;

/** How one sign is written: turned, sized, slanted, bent and put somewhere on the canvas. Drawn at random. */
final class Warp {
    private static final double MIDDLE = Canvas.SIDE / 2.0;

    private final double xx;
    private final double xy;
    private final double yx;
    private final double yy;
    private final double left;
    private final double top;
    private final double[] bend = new double[4];

    Warp(Draws draws) {
        double angle = draws.between(-0.2, 0.2);
        double width = draws.between(5.5, 8.0);
        double height = draws.between(5.5, 8.0);
        double slant = draws.between(-0.15, 0.15);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        xx = width * cos;
        xy = height * (slant * cos - sin);
        yx = width * sin;
        yy = height * (slant * sin + cos);
        left = MIDDLE + draws.between(-3.6, 3.6);
        top = MIDDLE + draws.between(-3.6, 3.6);
        for (int i = 0; i < bend.length; i++) {
            bend[i] = i % 2 == 0 ? draws.between(-0.1, 0.1) : draws.between(0, 2 * StrictMath.PI);
        }
    }

    /** Points of the sign become points of the canvas, in pixels. */
    double[] apply(double[] points) {
        double[] warped = new double[points.length];
        for (int i = 0; i < points.length; i += 2) {
            double x = points[i] + bend[0] * StrictMath.sin(2.5 * points[i + 1] + bend[1]);
            double y = points[i + 1] + bend[2] * StrictMath.sin(2.5 * points[i] + bend[3]);
            warped[i] = left + xx * x + xy * y;
            warped[i + 1] = top + yx * x + yy * y;
        }
        return warped;
    }
}
