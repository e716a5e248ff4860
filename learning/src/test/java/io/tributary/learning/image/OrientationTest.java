package io.tributary.learning.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of a phone that was held in any way are upright, wherever they are decoded: training, evaluation and prediction share this. */
final class OrientationTest {
    private static final int HEIGHT = 16;
    private static final int WIDTH = 32;
    private static final int TURNED = 5;

    /** Upright, white in the upper left quarter, red below it, blue on the right. */
    private static int colour(int y, int x) {
        return x >= WIDTH / 2 ? 0x0000FF : y >= HEIGHT / 2 ? 0xFF0000 : 0xFFFFFF;
    }

    /**
     * The picture as a camera stores it that writes this tag, by the definition of EXIF: which side of the upright picture the first stored
     * row is, and which the first stored column.
     */
    private static BufferedImage stored(int tag) {
        String firstRow = new String[] {"top", "top", "bottom", "bottom", "left", "right", "right", "left"}[tag - 1];
        String firstColumn = new String[] {"left", "right", "right", "left", "top", "top", "bottom", "bottom"}[tag - 1];
        boolean turned = tag >= TURNED;
        BufferedImage image = new BufferedImage(turned ? HEIGHT : WIDTH, turned ? WIDTH : HEIGHT,
                BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                int y = turned ? from(firstColumn, column) : from(firstRow, row);
                int x = turned ? from(firstRow, row) : from(firstColumn, column);
                image.setRGB(column, row, colour(y, x));
            }
        }
        return image;
    }

    /** The row or column of the upright picture that lies so many from one of its sides. */
    private static int from(String side, int distance) {
        return switch (side) {
            case "bottom" -> HEIGHT - 1 - distance;
            case "right" -> WIDTH - 1 - distance;
            default -> distance;
        };
    }

    private static byte[] tiff(int tag) {
        return ByteBuffer.allocate(26).put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8)
                .putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) tag)
                .putShort((short) 0).putInt(0).array();
    }

    /** A JPEG with an EXIF segment behind its first two bytes. */
    private static byte[] jpeg(byte[] encoded, byte[] exif) {
        byte[] name = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(encoded.length + exif.length + 10).put(encoded, 0, 2).putShort((short) 0xFFE1)
                .putShort((short) (2 + name.length + exif.length)).put(name).put(exif)
                .put(encoded, 2, encoded.length - 2).array();
    }

    /** A PNG with an eXIf chunk before its last chunk. */
    private static byte[] png(byte[] encoded, byte[] exif) {
        byte[] chunk =
                ByteBuffer.allocate(4 + exif.length).put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(exif).array();
        CRC32 crc = new CRC32();
        crc.update(chunk);
        int end = encoded.length - 12;
        return ByteBuffer.allocate(encoded.length + 8 + chunk.length).put(encoded, 0, end).putInt(exif.length)
                .put(chunk)
                .putInt((int) crc.getValue()).put(encoded, end, 12).array();
    }

    private static void assertUpright(byte[] encoded, int tolerance) throws BadImageException {
        byte[] values = new ImageDecoder(HEIGHT, WIDTH, 3).decodeBytes(encoded, "photo");
        for (int y = 2; y < HEIGHT; y += 4) {
            for (int x = 2; x < WIDTH; x += 4) {
                for (int c = 0; c < 3; c++) {
                    assertEquals((colour(y, x) >> (16 - 8 * c)) & 0xFF, values[(y * WIDTH + x) * 3 + c] & 0xFF,
                            tolerance,
                            "row " + y + ", column " + x + ", channel " + c);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientationIsTurnedUpright(int tag) throws BadImageException {
        assertUpright(jpeg(Images.encode(stored(tag), "jpg"), tiff(tag)), 40);
        assertUpright(png(Images.encode(stored(tag), "png"), tiff(tag)), 0);
    }

    @ParameterizedTest
    @CsvSource({"6, 8, 4", "5, 4, 8", "8, 3, 20", "3, 7, 5"})
    void anotherSizeIsOfTheUprightPicture(int tag, int height, int width) throws BadImageException {
        ImageDecoder decoder = new ImageDecoder(height, width, 3);
        byte[] upright = decoder.decodeBytes(Images.encode(stored(1), "png"), "upright");
        byte[] turned = decoder.decodeBytes(png(Images.encode(stored(tag), "png"), tiff(tag)), "turned");
        for (int i = 0; i < upright.length; i++) {
            assertEquals(upright[i] & 0xFF, turned[i] & 0xFF, 1, "value " + i);
        }
    }

    @Test
    void aTagThatMeansNothingOrCannotBeReadLeavesThePictureAsItIsStored() throws BadImageException {
        byte[] encoded = Images.encode(stored(1), "jpg");
        byte[] plain = decode(encoded);
        assertArrayEquals(plain, decode(jpeg(encoded, tiff(0))));
        assertArrayEquals(plain, decode(jpeg(encoded, tiff(9))));
        assertArrayEquals(plain, decode(jpeg(encoded, new byte[26])));
        byte[] tiff = tiff(6);
        for (int cut = 0; cut < 18; cut++) {
            assertArrayEquals(plain, decode(jpeg(encoded, Arrays.copyOf(tiff, cut))), "cut after " + cut);
        }
    }

    private static byte[] decode(byte[] encoded) throws BadImageException {
        return new ImageDecoder(HEIGHT, WIDTH, 3).decodeBytes(encoded, "photo");
    }
}
