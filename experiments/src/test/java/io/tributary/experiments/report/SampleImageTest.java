package io.tributary.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SampleImageTest {
    private static BufferedImage png(int height, int width, int channels, float... pixels) throws IOException {
        String uri = SampleImage.dataUri(new SamplePrediction(height, width, channels, pixels, 0, 0, 1));
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1))));
    }

    @Test
    void greyIsDrawnRowByRow() throws IOException {
        BufferedImage image = png(2, 1, 1, 0f, 1f);
        assertEquals(0xff000000, image.getRGB(0, 0));
        assertEquals(0xffffffff, image.getRGB(0, 1));
    }

    @Test
    void coloursAreRedGreenBlue() throws IOException {
        BufferedImage image = png(1, 2, 3, 1f, 0.5f, 0f, 0f, 0f, 1f);
        assertEquals(0xffff8000, image.getRGB(0, 0));
        assertEquals(0xff0000ff, image.getRGB(1, 0));
    }

    @Test
    void valuesBeyondTheRangeAreClamped() throws IOException {
        BufferedImage image = png(1, 2, 1, -3f, 7f);
        assertEquals(0xff000000, image.getRGB(0, 0));
        assertEquals(0xffffffff, image.getRGB(1, 0));
    }

    @Test
    void pixelsThatDoNotFillTheShapeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SamplePrediction(2, 2, 1, new float[3], 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SamplePrediction(1, 1, 2, new float[2], 0, 0, 1));
    }
}
