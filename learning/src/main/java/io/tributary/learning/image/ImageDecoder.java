package io.tributary.learning.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes network inputs of JPEG and PNG images: any size to one size, grey or colour. Values are k/255 with k in 0..255, so that keeping an
 * image as bytes loses nothing.
 *
 * <p>Grey becomes colour by repetition, colour becomes grey as 0.299 R + 0.587 G + 0.114 B (BT.601), transparent pixels lie on white, embedded
 * colour profiles are ignored. Resizing is Pillow's "bilinear": a triangle as wide as the step between pixels, so that shrinking averages. It is
 * written out because Graphics2D's result depends on the JDK; the bits of a decoded JPEG still depend on the JDK's libjpeg.
 *
 * <p>A picture is turned upright as its EXIF says. One whose pixels take more than 32 MiB is decoded at every second, third, ... pixel.
 *
 * <p>Untrusted input, checked before anything is decoded: at most 64 MiB of file, 2^27 pixels, sides of 65536, 64 scans of a JPEG, 50 million
 * pixels of one with several scans, 256 MiB of decoded pixels. All threads together take at most half of the heap. Immutable, thread-safe.
 */
public final class ImageDecoder {
    static final int MAX_FILE_BYTES = 1 << 26;
    /** Largest height and width that an image is decoded to. */
    public static final int MAX_SIDE = 1 << 12;
    private static final float[] UNIT = unit();

    private final int height;
    private final int width;
    private final int channels;

    /**
     * Decodes to a size.
     *
     * @param height 1..4096
     * @param width 1..4096
     * @param channels 1 for grey, 3 for colour
     */
    public ImageDecoder(int height, int width, int channels) {
        if (height < 1 || height > MAX_SIDE || width < 1 || width > MAX_SIDE || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("an image is decoded to a height and width of 1.." + MAX_SIDE
                    + " and 1 or 3 channels, not to " + height + "x" + width + "x" + channels);
        }
        this.height = height;
        this.width = width;
        this.channels = channels;
    }

    /** Number of values of one image. */
    public int values() {
        return height * width * channels;
    }

    /**
     * Decodes a file.
     *
     * @return {@link #values()} values in HWC order, 0..1
     * @throws BadImageException if the file is missing, too large, broken or neither JPEG nor PNG
     */
    public float[] decode(Path file) throws BadImageException {
        return toUnit(decodeBytes(file));
    }

    /**
     * Decodes an encoded image.
     *
     * @param name what to call it in errors
     * @return {@link #values()} values in HWC order, 0..1
     * @throws BadImageException if it is too large, broken or neither JPEG nor PNG
     */
    public float[] decode(byte[] encoded, String name) throws BadImageException {
        return toUnit(decodeBytes(encoded, name));
    }

    /**
     * Decodes a file to bytes.
     *
     * @return {@link #values()} unsigned values in HWC order
     * @throws BadImageException as {@link #decode(Path)}
     */
    public byte[] decodeBytes(Path file) throws BadImageException {
        return decodeBytes(read(file), file.toString());
    }

    /**
     * Decodes an encoded image to bytes.
     *
     * @return {@link #values()} unsigned values in HWC order
     * @throws BadImageException as {@link #decode(byte[], String)}
     */
    public byte[] decodeBytes(byte[] encoded, String name) throws BadImageException {
        if (encoded.length > MAX_FILE_BYTES) {
            throw new BadImageException(
                    name + ": " + encoded.length + " bytes are above the limit of " + MAX_FILE_BYTES);
        }
        return ImageSource.read(encoded, name, height, width, channels).values();
    }

    private static byte[] read(Path file) throws BadImageException {
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                throw new BadImageException(file + ": " + size + " bytes are above the limit of " + MAX_FILE_BYTES);
            }
            return in.readNBytes(MAX_FILE_BYTES + 1);
        } catch (BadImageException known) {
            throw known;
        } catch (IOException unreadable) {
            throw new BadImageException(file + ": cannot be read: " + unreadable, unreadable);
        }
    }

    private static float[] toUnit(byte[] bytes) {
        float[] values = new float[bytes.length];
        toUnit(bytes, 0, values, 0, bytes.length);
        return values;
    }

    /** Writes unsigned bytes as k/255. */
    static void toUnit(byte[] bytes, int from, float[] into, int offset, int length) {
        for (int i = 0; i < length; i++) {
            into[offset + i] = UNIT[bytes[from + i] & 0xFF];
        }
    }

    private static float[] unit() {
        float[] unit = new float[256];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = i / 255f;
        }
        return unit;
    }
}
