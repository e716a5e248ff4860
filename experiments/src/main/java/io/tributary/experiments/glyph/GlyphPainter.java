package io.tributary.experiments.glyph;

import io.tributary.experiments.partition.Draws;

/**
 * Draws one example of a sign: warped strokes of some width and strength, a few stray strokes, and noise. Signs lie anywhere and
 * lean anyhow, so that a linear model, which must do with a fixed template a class, does badly where a convolutional network does
 * not mind.
 */
public final class GlyphPainter {
    /** Rows and columns of a picture. */
    public static final int SIDE = Canvas.SIDE;
    private static final int STRAY_STROKES = 2;
    private static final double NOISE = 0.08;

    private GlyphPainter() {}

    /** A picture of {@link #SIDE} squared bytes, from a stream of draws that is used for nothing else. */
    public static byte[] paint(Glyph glyph, Draws draws) {
        Canvas canvas = new Canvas();
        Warp warp = new Warp(draws);
        double width = draws.between(1.5, 2.6);
        double strength = draws.between(0.7, 1.0);
        for (double[] stroke : glyph.strokes()) {
            canvas.stroke(warp.apply(stroke), width, strength);
        }
        int strays = draws.below(STRAY_STROKES + 1);
        for (int i = 0; i < strays; i++) {
            canvas.stroke(stray(draws), draws.between(0.8, 1.8), draws.between(0.2, 0.6));
        }
        return noisy(canvas.ink(), draws);
    }

    private static double[] stray(Draws draws) {
        double x = draws.between(0, Canvas.SIDE);
        double y = draws.between(0, Canvas.SIDE);
        double angle = draws.between(0, 2 * StrictMath.PI);
        double length = draws.between(2, 7);
        return new double[] {x, y, x + length * StrictMath.cos(angle), y + length * StrictMath.sin(angle)};
    }

    private static byte[] noisy(double[] ink, Draws draws) {
        byte[] pixels = new byte[ink.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (int) Math.rint(255 * Math.clamp(ink[i] + NOISE * draws.normal(), 0.0, 1.0));
        }
        return pixels;
    }
}
