package io.tributary.experiments.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A sample's pixels as a PNG. */
final class SampleImage {
    private SampleImage() {}

    /** The image as a {@code data:} URI. */
    static String dataUri(SamplePrediction sample) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(sample), "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing a PNG to memory", impossible);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private static BufferedImage image(SamplePrediction sample) {
        BufferedImage image = new BufferedImage(sample.width(), sample.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sample.height(); y++) {
            for (int x = 0; x < sample.width(); x++) {
                image.setRGB(x, y, rgb(sample, (y * sample.width() + x) * sample.channels()));
            }
        }
        return image;
    }

    private static int rgb(SamplePrediction sample, int at) {
        int step = sample.channels() == 3 ? 1 : 0;
        return level(sample, at) << 16 | level(sample, at + step) << 8 | level(sample, at + 2 * step);
    }

    private static int level(SamplePrediction sample, int at) {
        return Math.round(Math.clamp(sample.pixels()[at], 0f, 1f) * 255);
    }
}
