package io.tributary.learning.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageDecoderTest {
    private static final ImageDecoder COLOUR = new ImageDecoder(5, 7, 3);
    private static final ImageDecoder GREY = new ImageDecoder(5, 7, 1);

    @ParameterizedTest
    @CsvSource({"png, 5, 7", "png, 3, 4", "png, 40, 31", "png, 1, 1", "png, 1, 300", "jpg, 64, 48", "jpg, 2, 3"})
    void constantColourStaysConstantAtAnySize(String format, int height, int width) throws BadImageException {
        BufferedImage image = Images.constant(BufferedImage.TYPE_INT_RGB, height, width, 0xFF336699);
        float[] values = COLOUR.decode(Images.encode(image, format), "constant");
        for (int i = 0; i < values.length; i++) {
            assertEquals(new int[] {0x33, 0x66, 0x99}[i % 3] / 255f, values[i], 3 / 255f, "value " + i);
        }
        assertTrue(format.equals("jpg") || values[0] == 0x33 / 255f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void greyKeepsItsLevelAndIsRepeatedForColour(String format) throws BadImageException {
        byte[] encoded = Images.encode(Images.grey(9, 9, 100), format);
        assertArrayEquals(filled(35, 100), GREY.decodeBytes(encoded, "grey"));
        assertArrayEquals(filled(105, 100), COLOUR.decodeBytes(encoded, "grey"));
    }

    @Test
    void colourBecomesGreyByLuma() throws BadImageException {
        BufferedImage image = Images.constant(BufferedImage.TYPE_3BYTE_BGR, 5, 7, 0xFFFF8000);
        assertEquals(Math.round(0.299 * 255 + 0.587 * 128),
                GREY.decodeBytes(Images.encode(image, "png"), "a")[0] & 0xFF);
    }

    @Test
    void transparentPixelsLieOnWhite() throws BadImageException {
        BufferedImage clear = Images.constant(BufferedImage.TYPE_INT_ARGB, 5, 7, 0x00112233);
        BufferedImage half = Images.constant(BufferedImage.TYPE_INT_ARGB, 5, 7, 0x80000000);
        assertArrayEquals(filled(105, 255), COLOUR.decodeBytes(Images.encode(clear, "png"), "clear"));
        assertArrayEquals(filled(105, 127), COLOUR.decodeBytes(Images.encode(half, "png"), "half"));
    }

    @Test
    void palettesAndSingleBitsAreLookedUp() throws BadImageException {
        BufferedImage indexed = Images.constant(BufferedImage.TYPE_BYTE_INDEXED, 5, 7, 0xFF00FF00);
        byte[] values = COLOUR.decodeBytes(Images.encode(indexed, "png"), "indexed");
        assertArrayEquals(new byte[] {0, (byte) 255, 0}, Arrays.copyOf(values, 3));
        BufferedImage bits = Images.constant(BufferedImage.TYPE_BYTE_BINARY, 5, 7, 0xFFFFFFFF);
        assertArrayEquals(filled(35, 255), GREY.decodeBytes(Images.encode(bits, "png"), "bits"));
    }

    @Test
    void sixteenBitGreyIsScaledToEight() throws BadImageException {
        BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 35; i++) {
            image.getRaster().setSample(i % 7, i / 7, 0, 200 * 257);
        }
        assertArrayEquals(filled(35, 200), GREY.decodeBytes(Images.encode(image, "png"), "deep"));
    }

    @ParameterizedTest
    @CsvSource({"0, 255, 255, 0, -1, 255, 0, 0", "0, 0, 0, 255, -1, 0, 0, 0", "255, 0, 0, 255, 0, 255, 0, 0",
        "255, 255, 255, 128, 0, 128, 128, 128", "150, 128, 128, 255, 2, 150, 150, 150"})
    void fourChannelJpegsBecomeColour(int c, int m, int y, int k, int adobe, int red, int green, int blue)
            throws BadImageException {
        byte[] jpeg = Images.fourChannelJpeg(16, c, m, y, k);
        byte[] values = COLOUR.decodeBytes(adobe < 0 ? jpeg : Images.withAdobeMarker(jpeg, adobe), "inks");
        int[] expected = {red, green, blue};
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], values[i] & 0xFF, 3, "channel " + i + " of " + Arrays.toString(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void truncatedImageIsRefusedByName(String format) {
        byte[] whole = Images.encode(noise(64), format);
        for (int length : new int[] {0, 1, 20, whole.length / 2, whole.length * 9 / 10}) {
            String message = refused(Arrays.copyOf(whole, length));
            assertTrue(message.startsWith("photo." + "x: "), message);
        }
    }

    @Test
    void bombIsRefusedBeforeItsPixelsAreRead() {
        assertEquals("photo.x: 50000x50000 pixels are above the limit of 134217728",
                refused(Images.pngBomb(50_000, 50_000)));
        assertTrue(refused(Images.pngBomb(Integer.MAX_VALUE, Integer.MAX_VALUE)).contains("above the limit"));
    }

    @Test
    void otherFormatsAndOtherBytesAreRefused() {
        assertEquals("photo.x: neither a JPEG nor a PNG image",
                refused("GIF89a, says who".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("photo.x: neither a JPEG nor a PNG image", refused(Images.encode(noise(4), "gif")));
        assertEquals("photo.x: neither a JPEG nor a PNG image",
                refused("<html>404</html>".getBytes(StandardCharsets.UTF_8)));
        assertTrue(refused(new byte[ImageDecoder.MAX_FILE_BYTES + 1]).contains("above the limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void damagedImagesDecodeOrAreRefusedButNeverBreakTheDecoder(String format) {
        byte[] whole = Images.encode(noise(24), format);
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            for (int flip = 0; flip < 3; flip++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            decodeOrRefuse(damaged);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void anotherReaderOnTheClassPathChangesNothing(String format) throws BadImageException {
        byte[] encoded = Images.encode(noise(24), format);
        byte[] before = COLOUR.decodeBytes(encoded, "noise");
        IIORegistry registry = IIORegistry.getDefaultInstance();
        ForeignReader foreign = new ForeignReader(format);
        registry.registerServiceProvider(foreign, ImageReaderSpi.class);
        registry.getServiceProviders(ImageReaderSpi.class, true).forEachRemaining(other -> {
            if (other != foreign) {
                registry.setOrdering(ImageReaderSpi.class, foreign, other);
            }
        });
        try {
            assertArrayEquals(before, COLOUR.decodeBytes(encoded, "noise"));
        } finally {
            registry.deregisterServiceProvider(foreign);
        }
    }

    @Test
    void fileIsNamedWhenItIsMissingOrBroken(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.jpg");
        Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
        assertTrue(assertThrows(BadImageException.class, () -> GREY.decode(missing)).getMessage()
                .startsWith(missing + ": cannot be read"));
        assertEquals(broken + ": neither a JPEG nor a PNG image",
                assertThrows(BadImageException.class, () -> GREY.decode(broken)).getMessage());
        assertTrue(assertThrows(BadImageException.class, () -> GREY.decode(folder)).getMessage()
                .startsWith(folder + ": cannot be read"));
    }

    @Test
    void shrinkingAverages() throws BadImageException {
        BufferedImage checkers = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64 * 64; i++) {
            checkers.getRaster().setSample(i % 64, i / 64, 0, (i % 64 + i / 64) % 2 * 200);
        }
        byte[] values = new ImageDecoder(8, 8, 1).decodeBytes(Images.encode(checkers, "png"), "checkers");
        for (byte value : values) {
            assertEquals(100, value & 0xFF, 2);
        }
    }

    @Test
    void enlargingInterpolates() throws BadImageException {
        BufferedImage two = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        two.getRaster().setSample(1, 0, 0, 200);
        byte[] values = new ImageDecoder(1, 4, 1).decodeBytes(Images.encode(two, "png"), "two");
        assertArrayEquals(new byte[] {0, 50, (byte) 150, (byte) 200}, values);
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ImageDecoder(0, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new ImageDecoder(4, 5000, 1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ImageDecoder(4, 4, 2)).getMessage()
                .contains("1 or 3 channels"));
    }

    private static void decodeOrRefuse(byte[] damaged) {
        try {
            assertEquals(COLOUR.values(), COLOUR.decode(damaged, "photo.x").length);
        } catch (BadImageException refused) {
            assertTrue(refused.getMessage().startsWith("photo.x: "), refused.getMessage());
        }
    }

    private static String refused(byte[] encoded) {
        return assertThrows(BadImageException.class, () -> COLOUR.decode(encoded, "photo.x")).getMessage();
    }

    private static byte[] filled(int length, int value) {
        byte[] filled = new byte[length];
        Arrays.fill(filled, (byte) value);
        return filled;
    }

    private static BufferedImage noise(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, random.nextInt());
        }
        return image;
    }
}
