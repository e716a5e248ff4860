package io.tributary.experiments.glyph;

/**
 * A small grey picture that strokes are drawn on. A pixel's ink follows from its distance to the stroke alone: exactly rounded
 * arithmetic, the same bits on every JVM. Used by one thread.
 */
final class Canvas {
    static final int SIDE = 28;

    private final double[] ink = new double[SIDE * SIDE];

    /**
     * Draws a row of points as a line with round ends, antialiased over one pixel; where there is more ink already, it stays.
     *
     * @param points x, y, x, y, ... in pixels
     * @param width in pixels
     * @param strength 0..1
     */
    void stroke(double[] points, double width, double strength) {
        for (int pixel = 0; pixel < ink.length; pixel++) {
            int row = pixel / SIDE;
            double x = pixel % SIDE + 0.5;
            double y = row + 0.5;
            double nearest = Double.POSITIVE_INFINITY;
            for (int i = 0; i + 3 < points.length; i += 2) {
                nearest = Math.min(nearest, squared(x, y, points, i));
            }
            double cover = width / 2 + 0.5 - Math.sqrt(nearest);
            ink[pixel] = Math.max(ink[pixel], strength * Math.clamp(cover, 0.0, 1.0));
        }
    }

    /** Squared distance of a place to the piece of line that begins with point i. */
    private static double squared(double x, double y, double[] points, int i) {
        double dx = points[i + 2] - points[i];
        double dy = points[i + 3] - points[i + 1];
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : ((x - points[i]) * dx + (y - points[i + 1]) * dy) / length;
        double inside = Math.clamp(along, 0.0, 1.0);
        double offX = x - points[i] - inside * dx;
        double offY = y - points[i + 1] - inside * dy;
        return offX * offX + offY * offY;
    }

    /** Ink of each pixel, row by row, 0..1. */
    double[] ink() {
        return ink;
    }
}
