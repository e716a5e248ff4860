package io.tributary.learning.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decoding takes a bounded amount of memory and work, whatever the file: large photographs are decoded at fewer pixels. */
final class LargeImagesTest {
    private static final ImageDecoder SMALL = new ImageDecoder(224, 224, 3);

    @Test
    void aPhotographOf48MegapixelsIsDecoded() throws BadImageException {
        BufferedImage photo = new BufferedImage(8064, 6048, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 6048; y++) {
            for (int x = 0; x < 8064; x += 4032) {
                photo.getRaster().setPixels(x, y, 4032, 1, grey(x == 0 ? 50 : 200));
            }
        }
        byte[] values = SMALL.decodeBytes(Images.encode(photo, "jpg"), "photo");
        assertEquals(50, values[3 * 50] & 0xFF, 2);
        assertEquals(200, values[3 * 150] & 0xFF, 2);
    }

    private static int[] grey(int level) {
        int[] row = new int[4032];
        Arrays.fill(row, level);
        return row;
    }

    @ParameterizedTest
    @CsvSource({"3024, 3024, 3, 224, 224, 1, 1, 54867456", "3024, 4032, 3, 224, 224, 2, 2, 18289152",
        "6048, 8064, 3, 224, 224, 3, 3, 32514048", "6048, 8064, 3, 4096, 4096, 1, 1, 292626432",
        "5792, 5792, 8, 224, 224, 3, 3, 41016371", "400, 65536, 3, 224, 224, 1, 3, 52428000",
        "10, 10, 4, 224, 224, 1, 1, 700"})
    void asFewPixelsAreLeftOutAsFitAndNeverMoreThanTheTargetHas(int height, int width, int pixelBytes,
            int targetHeight, int targetWidth, int rows, int columns, long bytes) {
        DecodeSize size = DecodeSize.of(height, width, pixelBytes, targetHeight, targetWidth);
        assertEquals(rows + " rows, " + columns + " columns, " + bytes + " bytes",
                size.rows() + " rows, " + size.columns() + " columns, " + size.bytes() + " bytes");
        assertTrue(size.height() >= Math.min(height, targetHeight) && size.width() >= Math.min(width, targetWidth));
    }

    @Test
    void whatIsLeftOutIsNotOneSided() throws BadImageException {
        byte[] values = new ImageDecoder(1, 3, 1).decodeBytes(png(9000, 9000, 1, x -> x / 3000 * 100), "stripes");
        assertEquals(100, values[1] & 0xFF);
        assertEquals(200, (values[0] & 0xFF) + (values[2] & 0xFF), "left and right mirror each other");
    }

    @Test
    void aBombIsDecodedInTheMemoryOfATarget() throws BadImageException {
        byte[] values = SMALL.decodeBytes(png(5792, 5792, 8, x -> 0), "bomb");
        assertEquals(255, values[0] & 0xFF, "transparent, on white");
    }

    @Test
    void aTargetThatWantsTooMuchIsRefusedWithTheLimit() {
        assertEquals(
                "bomb: 8191x8191 pixels take 738017291 bytes when they are decoded for 4096x4096, above the limit of"
                        + " 268435456",
                refusal(new ImageDecoder(4096, 4096, 3), withoutPixels(pngHeader(8191, 8191, 16, 6))));
        assertEquals("bomb: 65537x9 pixels have a side above the limit of 65536",
                refusal(SMALL, withoutPixels(pngHeader(65_537, 9, 8, 2))));
    }

    @Test
    void aJpegOfManyScansIsRefusedBeforeItIsDecoded() throws IOException, BadImageException {
        byte[] progressive = progressive();
        int scans = JpegScans.count(progressive);
        assertTrue(scans > 3, scans + " scans");
        SMALL.decodeBytes(progressive, "progressive");
        assertEquals("bomb: a JPEG that goes over its picture in " + (scans + 60)
                + " scans, above the limit of 64", refusal(SMALL, withLastScanRepeated(progressive, 60)));
    }

    @Test
    void aFileThatIsTooLargeIsNotRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.jpg");
        try (var out = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.position(1L << 40);
            out.write(ByteBuffer.wrap(new byte[1]));
        }
        assertEquals(file + ": 1099511627777 bytes are above the limit of 67108864",
                assertThrows(BadImageException.class, () -> SMALL.decode(file)).getMessage());
    }

    private static String refusal(ImageDecoder decoder, byte[] encoded) {
        return assertThrows(BadImageException.class, () -> decoder.decodeBytes(encoded, "bomb")).getMessage();
    }

    private static byte[] progressive() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null,
                    new IIOImage(Images.constant(BufferedImage.TYPE_INT_RGB, 32, 32, 0xFF336699), null, null),
                    param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] withLastScanRepeated(byte[] jpeg, int times) {
        int scan = jpeg.length - 2;
        while (jpeg[scan] != (byte) 0xFF || jpeg[scan + 1] != (byte) 0xDA) {
            scan--;
        }
        int length = jpeg.length - 2 - scan;
        ByteBuffer repeated = ByteBuffer.allocate(jpeg.length + times * length).put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < times; i++) {
            repeated.put(jpeg, scan, length);
        }
        return repeated.put(jpeg, jpeg.length - 2, 2).array();
    }

    /** A grey PNG of 8 bits, or a colour one of 16 bits with transparency. */
    private static byte[] png(int height, int width, int pixelBytes, IntUnaryOperator level) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] row = new byte[1 + width * pixelBytes];
        for (int x = 0; x < width; x++) {
            row[1 + x * pixelBytes] = (byte) level.applyAsInt(x);
        }
        try (DeflaterOutputStream out = new DeflaterOutputStream(data)) {
            for (int y = 0; y < height; y++) {
                out.write(row);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] header = pngHeader(width, height, pixelBytes == 1 ? 8 : 16, pixelBytes == 1 ? 0 : 6);
        return ByteBuffer.allocate(header.length + 24 + data.size()).put(header).put(chunk("IDAT", data.toByteArray()))
                .put(chunk("IEND", new byte[0])).array();
    }

    private static byte[] withoutPixels(byte[] header) {
        return ByteBuffer.allocate(header.length + 24).put(header).put(chunk("IDAT", new byte[0]))
                .put(chunk("IEND", new byte[0])).array();
    }

    private static byte[] pngHeader(int width, int height, int depth, int colours) {
        byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height)
                .put(new byte[] {(byte) depth, (byte) colours, 0, 0, 0}).array();
        return ByteBuffer.allocate(33).putLong(0x89504E470D0A1A0AL).put(chunk("IHDR", header)).array();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] body =
                ByteBuffer.allocate(4 + data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data).array();
        CRC32 crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(8 + body.length).putInt(data.length).put(body).putInt((int) crc.getValue()).array();
    }
}
