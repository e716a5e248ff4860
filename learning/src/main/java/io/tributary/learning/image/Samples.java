package io.tributary.learning.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes the samples of an image as they are stored, not through its colour model: {@code getRGB} would brighten grey images (their colour space
 * is linear) and run embedded profiles. Only palettes are looked up.
 */
final class Samples {
    private static final int OPAQUE = 255;

    private Samples() {}

    static Pixels toPixels(BufferedImage image) {
        return image.getColorModel() instanceof IndexColorModel palette
                ? lookUp(image.getRaster(), palette)
                : direct(image.getRaster(), image.getColorModel());
    }

    private static Pixels lookUp(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        byte[] values = new byte[raster.getHeight() * width * 3];
        int[] row = new int[width * raster.getNumBands()];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int alpha = palette.getAlpha(row[x]);
                values[at++] = onWhite(palette.getRed(row[x]), alpha);
                values[at++] = onWhite(palette.getGreen(row[x]), alpha);
                values[at++] = onWhite(palette.getBlue(row[x]), alpha);
            }
        }
        return new Pixels(raster.getHeight(), width, 3, values);
    }

    private static Pixels direct(Raster raster, ColorModel model) {
        int bands = raster.getNumBands();
        int channels = bands < 3 ? 1 : 3;
        int width = raster.getWidth();
        byte[] values = new byte[raster.getHeight() * width * channels];
        int[] row = new int[width * bands];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                int alpha = bands > channels ? eight(row[from + channels], model, channels) : OPAQUE;
                for (int c = 0; c < channels; c++) {
                    values[at++] = onWhite(eight(row[from + c], model, c), alpha);
                }
            }
        }
        return new Pixels(raster.getHeight(), width, channels, values);
    }

    /** A sample of 1 to 16 bits as 8 bits. */
    private static int eight(int sample, ColorModel model, int band) {
        int largest = (1 << model.getComponentSize(band)) - 1;
        return largest == OPAQUE ? sample : (sample * OPAQUE + largest / 2) / largest;
    }

    private static byte onWhite(int sample, int alpha) {
        return (byte) (alpha == OPAQUE ? sample : (sample * alpha + OPAQUE * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE);
    }
}
